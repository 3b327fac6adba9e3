using Npgsql;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Cluster.Silos;

/// <summary>How an operation fails.</summary>
public enum FaultKind
{
    /// <summary>The operation is not performed, and the caller gets an error.</summary>
    FailBefore,

    /// <summary>The operation is performed, but the caller gets an error.</summary>
    FailAfter,

    /// <summary>The operation waits until the fault is lifted and is then performed.</summary>
    HangBefore,

    /// <summary>The operation is performed, but the caller gets no response until the fault is lifted.</summary>
    HangAfter,
}

/// <summary>One call of a port: a store, the queue, a channel.</summary>
/// <param name="Port">The interface's name, such as <c>IGrainStorage</c>.</param>
/// <param name="Method">Such as <c>WriteStateAsync</c>.</param>
/// <param name="Key">Grain storage: the state's name, a slash, and the grain's key. Elsewhere: the first text among the arguments.</param>
/// <param name="Silo">The number of the silo that calls.</param>
public sealed record Operation(string Port, string Method, string Key, int Silo);

/// <summary>A fault set by a test. It is active until it is lifted or has struck the given number of times.</summary>
public sealed class Fault : IDisposable
{
    private const string Message = "The test makes this fail.";

    private readonly Func<Operation, bool> _where;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _lifted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    internal Fault(FaultKind kind, Func<Operation, bool> where, int times) => (Kind, _where, _left) = (kind, where, times);

    public FaultKind Kind { get; }

    /// <summary>Completes when the fault has struck once.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public bool HasStruck => _reached.Task.IsCompleted;

    /// <summary>Lifts the fault and releases the operations that it holds.</summary>
    public void Lift()
    {
        Volatile.Write(ref _left, 0);
        _lifted.TrySetResult();
    }

    public void Dispose() => Lift();

    /// <summary>Whether the fault strikes this operation; if so, uses up one of its times.</summary>
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
                // The same exception as from the real storage.
                throw operation.Port == nameof(IObjectStore) ? new IOException(Message) : new NpgsqlException(Message);
            case FaultKind.HangBefore when before:
            case FaultKind.HangAfter when !before:
                await _lifted.Task.WaitAsync(cancellationToken);
                break;
        }
    }
}
