namespace ObsidianVault.Cluster.Silos;

/// <summary>Runs before a grain of the vault calls another.</summary>
public sealed class CallHook
{
    public Func<IOutgoingGrainCallContext, Task>? Before { get; set; }
}

/// <summary>Counts the calls of one silo or client, and blocks those of a silo that was killed.</summary>
internal sealed class CallFilter(CallHook hook, Counters counters, CrashGate gate) : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        gate.Pass();
        // Orleans' own calls are named by their namespace, ours are not.
        var space = context.InterfaceMethod.DeclaringType!.Namespace!;
        counters.Add(space.StartsWith("Orleans", StringComparison.Ordinal)
            ? $"{Counters.Calls}{space}.{context.InterfaceName.Split('.')[^1]}.{context.MethodName}"
            : $"{Counters.Calls}{context.InterfaceMethod.DeclaringType!.Name}.{context.InterfaceMethod.Name}");
        if (hook.Before is { } before) await before(context);
        try
        {
            await context.Invoke();
        }
        finally
        {
            gate.Pass();
        }
    }
}
