using System.Reflection;

namespace ObsidianVault.Cluster.Silos;

/// <summary>
/// The membership table. A silo that was killed cannot report there that it leaves, so the others must detect it. A
/// dynamic proxy, because the interface has every method twice, once under its old name.
/// </summary>
public class CrashableMembershipTable : DispatchProxy
{
    private IMembershipTable _inner = null!;
    private CrashGate _gate = null!;

    internal static IMembershipTable Create(IMembershipTable inner, CrashGate gate)
    {
        var proxy = Create<IMembershipTable, CrashableMembershipTable>();
        var self = (CrashableMembershipTable)(object)proxy;
        (self._inner, self._gate) = (inner, gate);
        return proxy;
    }

    // A dead silo is told that the call succeeded, so that it does not retry.
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.ReturnType switch
    {
        var type when type == typeof(Task) && _gate.IsDead => Task.CompletedTask,
        var type when type == typeof(Task<bool>) && _gate.IsDead => Task.FromResult(true),
        _ => targetMethod.Invoke(_inner, args),
    };
}
