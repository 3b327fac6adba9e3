using System.Runtime.CompilerServices;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Serving;

/// <summary>
/// One answer on its way, and everybody who waits for it. Late readers get it from its start. When the last one leaves, the
/// work stops. Bounded by the output limit of the call.
/// </summary>
internal sealed class SharedAnswer : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<AiChunk> _chunks = [];
    private readonly CancellationTokenSource _abandoned = new();
    private readonly TaskCompletionSource<AiResponse> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _awaited;
    private bool _ended;
    private bool _left;
    private int _readers;
    private int _count;

    public SharedAnswer() => Abandoned = _abandoned.Token;

    /// <summary>Cancelled when nobody waits any more.</summary>
    public CancellationToken Abandoned { get; }

    /// <summary>Whether anything was delivered.</summary>
    public bool HasOutput => Volatile.Read(ref _count) > 0;

    /// <summary>One more who waits. False where it has ended or was given up already.</summary>
    public bool TryJoin()
    {
        lock (_gate)
        {
            if (_left || _ended) return false;
            _readers++;
            return true;
        }
    }

    public void Append(Func<int, AiChunk> chunk)
    {
        TaskCompletionSource? awaited;
        lock (_gate)
        {
            _chunks.Add(chunk(_chunks.Count));
            _count = _chunks.Count;
            (awaited, _awaited) = (_awaited, null);
        }

        awaited?.TrySetResult();
    }

    /// <summary>The end; the chunk that carries it comes before.</summary>
    public void End(AiResponse response) => End(() => _completion.TrySetResult(response));

    public void Fail(Exception exception)
    {
        End(() => _completion.TrySetException(exception));
        // Nobody may be left to see it.
        _ = _completion.Task.Exception;
    }

    public async Task<AiResponse> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _completion.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    public async IAsyncEnumerable<AiChunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var next = 0; ;)
            {
                AiChunk? chunk = null;
                Task? changed = null;
                lock (_gate)
                {
                    if (next < _chunks.Count) chunk = _chunks[next];
                    else if (!_ended) changed = (_awaited ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }

                if (chunk is not null)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    next++;
                    yield return chunk;
                }
                else if (changed is not null)
                {
                    await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await _completion.Task.ConfigureAwait(false);
                    yield break;
                }
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>After its end: who still reads may go on.</summary>
    public void Dispose() => _abandoned.Dispose();

    private void Leave()
    {
        lock (_gate)
        {
            if (--_readers > 0 || _ended) return;
            _left = true;
        }

        try
        {
            _abandoned.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended at the same moment.
        }
    }

    private void End(Action complete)
    {
        TaskCompletionSource? awaited;
        lock (_gate)
        {
            if (_ended) return;
            _ended = true;
            (awaited, _awaited) = (_awaited, null);
            complete();
        }

        awaited?.TrySetResult();
    }
}
