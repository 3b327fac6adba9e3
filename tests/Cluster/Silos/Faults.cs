using System.Collections.Immutable;

namespace ObsidianVault.Cluster.Silos;

/// <summary>The faults set by a test, for all silos of a vault.</summary>
public sealed class Faults
{
    public const string Storage = "IGrainStorage";
    public const string Write = "WriteStateAsync";

    private ImmutableArray<Fault> _faults = [];

    public Fault Add(FaultKind kind, Func<Operation, bool> where, int times = int.MaxValue)
    {
        var fault = new Fault(kind, where, times);
        ImmutableInterlocked.Update(ref _faults, faults => faults.Add(fault));
        return fault;
    }

    /// <summary>For writes of grain state, by the state's name, such as <c>render-job</c>.</summary>
    public Fault OnWrite(string stateName, FaultKind kind, int times = int.MaxValue) =>
        Add(kind, o => o.Port == Storage && o.Method == Write && o.Key.StartsWith(stateName + "/", StringComparison.Ordinal), times);

    /// <summary>As <see cref="OnWrite"/>, for deletions of state.</summary>
    public Fault OnClear(string stateName, FaultKind kind, int times = int.MaxValue) => Add(
        kind, o => o.Port == Storage && o.Method == "ClearStateAsync" && o.Key.StartsWith(stateName + "/", StringComparison.Ordinal),
        times);

    /// <summary>For every method of a port, or one, such as <c>IObjectStore</c> and <c>PutAsync</c>.</summary>
    public Fault OnPort(string port, FaultKind kind, string? method = null, int times = int.MaxValue) =>
        Add(kind, o => o.Port == port && (method is null || o.Method == method), times);

    public void LiftAll()
    {
        foreach (var fault in _faults) fault.Lift();
    }

    /// <summary>Runs the operation with the fault that applies to it, if any.</summary>
    internal async Task<T> RunAsync<T>(Operation operation, CrashGate gate, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        gate.Pass();
        var fault = _faults.FirstOrDefault(f => f.Takes(operation));
        if (fault is not null)
        {
            await fault.StrikeAsync(operation, before: true, cancellationToken);
            gate.Pass();
        }

        T result;
        try
        {
            result = await run();
        }
        finally
        {
            gate.Pass();
        }

        if (fault is not null)
        {
            await fault.StrikeAsync(operation, before: false, cancellationToken);
            gate.Pass();
        }

        return result;
    }
}
