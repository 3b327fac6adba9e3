using Npgsql;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Cluster.Silos;

/// <summary>What goes wrong with an operation.</summary>
public enum FaultKind
{
    /// <summary>It fails, and nothing was done.</summary>
    FailBefore,

    /// <summary>It is done, and the caller is told that it failed.</summary>
    FailAfter,

    /// <summary>It waits until the fault is lifted, and is done then.</summary>
    HangBefore,

    /// <summary>It is done, and the caller is not told until the fault is lifted.</summary>
    HangAfter,
}

/// <summary>One call of a port: a store, the queue, a channel.</summary>
/// <param name="Port">The interface's name, such as <c>IGrainStorage</c>.</param>
/// <param name="Method">Such as <c>WriteStateAsync</c>.</param>
/// <param name="Key">Grain storage: the state's name, a slash, and the grain's key. Elsewhere: the first text among the arguments.</param>
/// <param name="Silo">The number of the silo that calls.</param>
public sealed record Operation(string Port, string Method, string Key, int Silo);

/// <summary>A fault that a test has set. It holds until it is lifted or has struck as often as it should.</summary>
public sealed class Fault : IDisposable
{
    private const string Message = "The test makes this fail.";

    private readonly Func<Operation, bool> _where;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _lifted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    internal Fault(FaultKind kind, Func<Operation, bool> where, int times) => (Kind, _where, _left) = (kind, where, times);

    public FaultKind Kind { get; }

    /// <summary>Ends when the fault has struck once.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public bool HasStruck => _reached.Task.IsCompleted;

    /// <summary>Ends the fault, and lets go what it holds.</summary>
    public void Lift()
    {
        Volatile.Write(ref _left, 0);
        _lifted.TrySetResult();
    }

    public void Dispose() => Lift();

    /// <summary>Whether the fault strikes this operation; takes one of the times that it should.</summary>
    internal bool Takes(Operation operation)
    {
        if (_lifted.Task.IsCompleted || !_where(operation)) return false;
        if (Interlocked.Decrement(ref _left) < 0) return false;
        _reached.TrySetResult();
        return true;
    }

    internal async Task StrikeAsync(Operation operation, bool before, CancellationToken cancellationToken)
    {
        switch (Kind)
        {
            case FaultKind.FailBefore when before:
            case FaultKind.FailAfter when !before:
                // As the real ones fail.
                throw operation.Port == nameof(IObjectStore) ? new IOException(Message) : new NpgsqlException(Message);
            case FaultKind.HangBefore when before:
            case FaultKind.HangAfter when !before:
                await _lifted.Task.WaitAsync(cancellationToken);
                break;
        }
    }
}
