using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>
/// Who asks the knowledge base: every id that the person is known by. A chat has its session and the addresses it is written
/// from; the addresses outlive the session, so they come first. Every read and write takes a reader, and what no id of it may
/// see does not exist.
/// </summary>
/// <param name="People">At least one id, from <see cref="PersonId"/>; the first one owns what the person creates.</param>
[GenerateSerializer, Immutable, Alias("vault.Reader")]
public sealed record Reader([property: Id(0)] ImmutableArray<string> People)
{
    /// <summary>Whose ledger is charged for what is made of their documents; null for the owner's.</summary>
    [Id(1)] public string? Payer { get; init; }

    public string Owner => People[0];

    public static Reader Of(params ImmutableArray<string> people) => new(people);
}

/// <summary>Ids of people and programs, as owners and members of collections.</summary>
public static class PersonId
{
    /// <summary>The operator, and folders that the settings name.</summary>
    public const string Operator = "operator";

    public static string OfSession(string sessionId) => sessionId;

    /// <summary>The same for as long as the person writes from this address.</summary>
    public static string OfAddress(ChannelAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return GrainKeys.DerivedId("person", address.Channel, address.Account, address.ExternalId);
    }
}
