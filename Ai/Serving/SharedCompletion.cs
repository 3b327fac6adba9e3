using System.Runtime.CompilerServices;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Serving;

/// <summary>
/// One answer in progress, with everyone who waits for it. Late readers get it from the start. The work stops when the last
/// reader leaves. Bounded by the call's output limit.
/// </summary>
internal sealed class SharedCompletion : IDisposable
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

    public SharedCompletion() => Abandoned = _abandoned.Token;

    /// <summary>Cancelled when nobody waits any longer.</summary>
    public CancellationToken Abandoned { get; }

    /// <summary>Whether anything was delivered.</summary>
    public bool HasOutput => Volatile.Read(ref _count) > 0;

    /// <summary>Adds a reader. False if the answer has ended or was abandoned.</summary>
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

    /// <summary>Ends the answer; the chunk that contains it comes before.</summary>
    public void End(AiResponse response) => End(() => _completion.TrySetResult(response));

    public void Fail(Exception exception)
    {
        End(() => _completion.TrySetException(exception));
        // Observed here, because nobody may be left to see it.
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
                    else if (!_ended)
                    {
                        _awaited ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                        changed = _awaited.Task;
                    }
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

    /// <summary>Called after the end; readers may continue.</summary>
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
