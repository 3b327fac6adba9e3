using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Accounts;

/// <summary>The roles that an account may have beside being somebody's.</summary>
public static class AccountRoles
{
    public const string Operator = "operator";
    public const string Admin = "admin";

    public static ImmutableArray<string> All { get; } = [Operator, Admin];
}

/// <summary>Who an account belongs to, in the words of the provider that vouches for them.</summary>
/// <param name="Issuer">The provider's name for itself.</param>
/// <param name="Subject">The provider's id of the person or program.</param>
/// <param name="Name">What they are called, at most 200 characters; null if the provider does not say.</param>
/// <param name="Email">Their address, where the provider has verified it; else null.</param>
/// <param name="Roles">What the provider's roles make them here, of <see cref="AccountRoles"/>.</param>
[GenerateSerializer, Immutable, Alias("vault.AccountIdentity")]
public sealed record AccountIdentity(
    [property: Id(0)] string Issuer, [property: Id(1)] string Subject, [property: Id(2)] string? Name, [property: Id(3)] string? Email,
    [property: Id(4)] ImmutableArray<string> Roles)
{
    /// <summary>The account of the identity, which is also the id of its session: the same wherever they sign in.</summary>
    public static string AccountIdOf(string issuer, string subject) => GrainKeys.DerivedId("account", issuer, subject);
}

/// <summary>What front ends must know of an account with every request.</summary>
/// <param name="Identity">Null for an account that nobody signed in to: a guest's.</param>
/// <param name="Granted">The roles that an administrator gave, of <see cref="AccountRoles"/>.</param>
/// <param name="IsDisabled">Whether nothing of it is accepted.</param>
/// <param name="ValidFrom">Sign-ins before this moment no longer count.</param>
[GenerateSerializer, Immutable, Alias("vault.AccountState")]
public sealed record AccountState(
    [property: Id(0)] AccountIdentity? Identity, [property: Id(1)] ImmutableArray<string> Granted, [property: Id(2)] bool IsDisabled,
    [property: Id(3)] DateTimeOffset ValidFrom);
