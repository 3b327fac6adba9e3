using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>What an account's state, and the lists in the settings, make of somebody.</summary>
internal sealed class AccountLists(IOptions<OperatorOptions> options)
{
    private readonly HashSet<string> _operators = new(options.Value.Accounts, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _admins = new(options.Value.Admins, StringComparer.OrdinalIgnoreCase);

    /// <summary>The roles beside the one that the credential itself gives.</summary>
    public Roles RolesOf(string accountId, AccountState state)
    {
        var roles = Roles.None;
        foreach (var name in state.Granted) roles |= RoleOf(name);
        foreach (var name in state.Identity?.Roles ?? []) roles |= RoleOf(name);
        if (IsIn(_operators, accountId, state)) roles |= Roles.Operator;
        if (IsIn(_admins, accountId, state)) roles |= Roles.Admin;
        // Who says who the operators are is one.
        return roles.HasFlag(Roles.Admin) ? roles | Roles.Operator : roles;
    }

    private static bool IsIn(HashSet<string> list, string accountId, AccountState state) => list.Count > 0
        && (list.Contains(accountId) || (state.Identity?.Email is { } email && list.Contains(email)));

    private static Roles RoleOf(string name) => name switch
    {
        AccountRoles.Admin => Roles.Admin,
        AccountRoles.Operator => Roles.Operator,
        _ => Roles.None,
    };
}
