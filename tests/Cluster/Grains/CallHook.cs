namespace ObsidianVault.Cluster.Grains;

/// <summary>What a test does before a grain of its silo calls another.</summary>
public sealed class CallHook : IOutgoingGrainCallFilter
{
    public Func<IOutgoingGrainCallContext, Task>? Before { get; set; }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Before is { } before) await before(context);
        await context.Invoke();
    }
}
