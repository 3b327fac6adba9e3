using System.Reflection;

namespace ObsidianVault.Cluster.Silos;

/// <summary>
/// The table of silos, to which a silo that was killed no longer says that it leaves: the others must notice. Made at run
/// time, because the interface has every method twice, once by its old name.
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

    // A dead silo is told "done", so that it does not try again.
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.ReturnType switch
    {
        var type when type == typeof(Task) && _gate.IsDead => Task.CompletedTask,
        var type when type == typeof(Task<bool>) && _gate.IsDead => Task.FromResult(true),
        _ => targetMethod.Invoke(_inner, args),
    };
}
