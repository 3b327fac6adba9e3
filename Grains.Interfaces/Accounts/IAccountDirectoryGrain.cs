using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Accounts;

/// <summary>
/// The accounts that administrators decided about, and whether there has been a first administrator. Key:
/// <see cref="GrainKeys.AccountDirectory"/>.
/// </summary>
[Alias("vault.IAccountDirectoryGrain")]
public interface IAccountDirectoryGrain : IGrainWithStringKey
{
    /// <summary>The most accounts that are listed; another one is refused.</summary>
    const int MaxAccounts = 1_000;

    /// <summary>Makes the account the first administrator, once and for all time.</summary>
    /// <returns>False if there was one before; the same account is told true again.</returns>
    [Alias("Bootstrap")]
    Task<bool> BootstrapAsync(string accountId);

    /// <summary>Gives the account these roles and no others, and takes or gives back its right to call.</summary>
    /// <returns>False if the list is full.</returns>
    [Alias("Decide")]
    Task<bool> DecideAsync(AccountDecision decision);

    /// <summary>The accounts that were decided about, by id.</summary>
    [Alias("List")]
    Task<ImmutableArray<AccountDecision>> ListAsync();
}

/// <summary>What an administrator decided about an account.</summary>
/// <param name="Roles">Of <see cref="AccountRoles"/>.</param>
[GenerateSerializer, Immutable, Alias("vault.AccountDecision")]
public sealed record AccountDecision(
    [property: Id(0)] string AccountId, [property: Id(1)] ImmutableArray<string> Roles, [property: Id(2)] bool IsDisabled);
