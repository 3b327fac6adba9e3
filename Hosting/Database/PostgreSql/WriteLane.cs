using Npgsql;

namespace ObsidianVault.Hosting.Database.PostgreSql;

/// <summary>
/// Commits one group of writes after the other. A group is whatever has queued up while the last one was under way, so a lone
/// write waits for nobody, and under load the groups grow by themselves.
/// </summary>
/// <param name="send">Writes a group in one transaction; the results in the group's order.</param>
/// <param name="row">The row that a write changes: two writes of one row are never in one group.</param>
/// <param name="size">Of a write, in bytes.</param>
internal sealed class WriteLane<TWrite, TResult>(
    Func<IReadOnlyList<TWrite>, Task<TResult[]>> send, Func<TWrite, object> row, Func<TWrite, int> size)
{
    private const int MaxRows = 500;

    /// <summary>In bytes.</summary>
    private const int MaxGroup = 1024 * 1024;

    private readonly Lock _gate = new();
    private List<Waiting> _queue = [];
    private bool _isRunning;

    /// <summary>Completes once the write is committed, or refused.</summary>
    /// <exception cref="NpgsqlException">
    /// It was not written, or, if the connection was lost, perhaps. It is not sent again: the caller has to read what there is.
    /// </exception>
    public Task<TResult> WriteAsync(TWrite write)
    {
        var waiting = new Waiting(write);
        lock (_gate)
        {
            _queue.Add(waiting);
            if (!_isRunning)
            {
                _isRunning = true;
                ThreadPool.UnsafeQueueUserWorkItem(static lane => _ = lane.RunAsync(), this, preferLocal: false);
            }
        }

        return waiting.Written.Task;
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } group) await CommitAsync(group).ConfigureAwait(false);
    }

    private List<Waiting> Next()
    {
        lock (_gate)
        {
            var (group, rest, rows, bytes) = (new List<Waiting>(), new List<Waiting>(), new HashSet<object>(), 0);
            foreach (var waiting in _queue)
            {
                var grown = bytes + size(waiting.Write);
                var fits = group.Count == 0 || (group.Count < MaxRows && grown <= MaxGroup);
                if (fits && rows.Add(row(waiting.Write)))
                {
                    group.Add(waiting);
                    bytes = grown;
                }
                else
                {
                    rest.Add(waiting);
                }
            }

            _queue = rest;
            _isRunning = group.Count > 0;
            return group;
        }
    }

    /// <summary>Never throws: every write of the group learns its own outcome.</summary>
    private async Task CommitAsync(List<Waiting> group)
    {
        try
        {
            var results = await send([.. group.Select(waiting => waiting.Write)]).ConfigureAwait(false);
            for (var i = 0; i < group.Count; i++) group[i].Written.SetResult(results[i]);
        }
        catch (PostgresException exception) when (group.Count > 1 && ConcernsOneRow(exception))
        {
            // The server has undone the group. Halving finds the row that is at fault in few steps; the others are written.
            await CommitAsync(group[..(group.Count / 2)]).ConfigureAwait(false);
            await CommitAsync(group[(group.Count / 2)..]).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (var waiting in group) waiting.Written.SetException(exception);
        }
    }

    /// <summary>
    /// Whether the fault may be one row's: its data, a constraint, a limit, or a deadlock over it. A server that shuts down, has no
    /// room or no connections refuses everything, and is not asked again row by row.
    /// </summary>
    private static bool ConcernsOneRow(PostgresException exception) => exception.SqlState[..2] is "22" or "23" or "40" or "54";

    private sealed class Waiting(TWrite write)
    {
        public TWrite Write => write;

        public TaskCompletionSource<TResult> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
