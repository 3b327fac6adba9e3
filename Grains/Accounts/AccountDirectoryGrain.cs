using System.Collections.Immutable;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Grains.Accounts;

/// <summary>Keeps what administrators decided, and tells the accounts.</summary>
[GrainType("account-directory")]
public sealed class AccountDirectoryGrain([PersistentState("account-directory")] IPersistentState<AccountDirectoryRecord> storage)
    : DurableGrain<AccountDirectoryRecord>(storage), IAccountDirectoryGrain
{
    public async Task<bool> BootstrapAsync(string accountId)
    {
        if (State.First is { } first && first != accountId) return false;
        // First that nobody else can be it: after a crash the same account asks again.
        if (State.First is null) await CommitAsync(State with { First = accountId });
        return await DecideAsync(new AccountDecision(accountId, [AccountRoles.Operator, AccountRoles.Admin], IsDisabled: false));
    }

    public async Task<bool> DecideAsync(AccountDecision decision)
    {
        var others = State.Decisions.RemoveAll(known => known.AccountId == decision.AccountId);
        var says = !decision.Roles.IsEmpty || decision.IsDisabled;
        if (says && others.Length >= IAccountDirectoryGrain.MaxAccounts) return false;
        await CommitAsync(State with { Decisions = says ? others.Add(decision) : others });
        await GrainFactory.GetGrain<IAccountGrain>(GrainKeys.Account(decision.AccountId)).DecideAsync(decision.Roles, decision.IsDisabled);
        return true;
    }

    public Task<ImmutableArray<AccountDecision>> ListAsync() =>
        Task.FromResult(State.Decisions.Sort((a, b) => string.CompareOrdinal(a.AccountId, b.AccountId)));
}

[GenerateSerializer, Immutable, Alias("vault.AccountDirectoryRecord")]
public sealed record AccountDirectoryRecord
{
    /// <summary>The first administrator; null while there was none.</summary>
    [Id(0)] public string? First { get; init; }

    [Id(1)] public ImmutableArray<AccountDecision> Decisions { get; init; } = [];
}
