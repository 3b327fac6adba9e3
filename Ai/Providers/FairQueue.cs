namespace ObsidianVault.Ai.Providers;

/// <summary>
/// Limits one process's running and waiting calls at one provider. Users take turns, and each user's calls keep their
/// order, so nobody waits behind somebody else's hundred calls. Nor is anybody refused because of them: when the queue is
/// full, the newest call of the longest line is dropped. A caller who gives up frees the slot at once.
/// </summary>
internal sealed class FairQueue(int maxConcurrent, int maxQueued)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly LinkedList<Line> _turns = new();
    private int _running;
    private int _queued;

    /// <summary>The number of running calls.</summary>
    public int Running => Volatile.Read(ref _running);

    public int Queued => Volatile.Read(ref _queued);

    /// <summary>Takes a slot at once, if one is free and nobody is waiting for it.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_running >= maxConcurrent || _queued > 0) return false;
            _running++;
            return true;
        }
    }

    /// <summary>Waits for a turn. False if the queue is full: at once, or when a user with fewer calls needs the place.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<bool> EnterAsync(string user, CancellationToken cancellationToken)
    {
        Waiter waiter;
        Waiter? displaced = null;
        lock (_gate)
        {
            if (_running < maxConcurrent && _queued == 0)
            {
                _running++;
                return true;
            }

            if (_queued >= maxQueued && (displaced = Displace(user)) is null) return false;
            if (!_lines.TryGetValue(user, out var line))
            {
                _lines[user] = line = new Line(user);
                line.Place = _turns.AddLast(line);
            }

            waiter = new Waiter(line);
            waiter.Place = line.Waiters.AddLast(waiter);
            _queued++;
        }

        displaced?.Turn.TrySetResult(false);
        await using var leaving = cancellationToken.UnsafeRegister((_, token) => Leave(waiter, token), null);
        return await waiter.Turn.Task.ConfigureAwait(false);
    }

    /// <summary>Passes the slot to the next in turn.</summary>
    public void Exit()
    {
        Waiter next;
        lock (_gate)
        {
            if (_turns.First is not { Value: var line })
            {
                _running--;
                return;
            }

            next = line.Waiters.First!.Value;
            Remove(next);
            if (line.Waiters.Count > 0)
            {
                _turns.Remove(line.Place!);
                line.Place = _turns.AddLast(line);
            }
        }

        next.Turn.TrySetResult(true);
    }

    /// <summary>Removes the newest call of the longest line, if that line is at least as long as the user's will be.</summary>
    private Waiter? Displace(string user)
    {
        var own = _lines.GetValueOrDefault(user)?.Waiters.Count ?? 0;
        if (_turns.MaxBy(line => line.Waiters.Count) is not { } longest || longest.Waiters.Count <= own + 1) return null;
        var newest = longest.Waiters.Last!.Value;
        Remove(newest);
        return newest;
    }

    private void Leave(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // It already has its turn: its caller handles the cancellation next.
            if (waiter.Place is null) return;
            Remove(waiter);
        }

        waiter.Turn.TrySetCanceled(cancellationToken);
    }

    private void Remove(Waiter waiter)
    {
        var line = waiter.Line;
        line.Waiters.Remove(waiter.Place!);
        waiter.Place = null;
        _queued--;
        if (line.Waiters.Count > 0) return;
        _lines.Remove(line.User);
        _turns.Remove(line.Place!);
    }

    /// <summary>One user's calls.</summary>
    private sealed class Line(string user)
    {
        public string User => user;

        public LinkedList<Waiter> Waiters { get; } = new();

        public LinkedListNode<Line>? Place { get; set; }
    }

    private sealed class Waiter(Line line)
    {
        public Line Line => line;

        public LinkedListNode<Waiter>? Place { get; set; }

        public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
