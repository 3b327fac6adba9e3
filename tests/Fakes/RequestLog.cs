namespace ObsidianVault.Fakes;

/// <summary>The requests that a fake received, in order, and a way to wait for more.</summary>
public sealed class RequestLog<T>
    where T : class
{
    private readonly Lock _gate = new();
    private readonly List<T> _items = [];
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>A copy of the requests so far.</summary>
    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_gate) return [.. _items];
        }
    }

    /// <summary>All items of one type, in order.</summary>
    public IReadOnlyList<TItem> Of<TItem>()
        where TItem : T => [.. Items.OfType<TItem>()];

    /// <summary>Returns the first matching item from <paramref name="from"/> on; past ones count.</summary>
    /// <exception cref="TimeoutException">None arrived in time; the message says what arrived instead.</exception>
    public async Task<T> WaitForAsync(
        Func<T, bool> predicate, TimeSpan timeout, int from = 0, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        for (var next = from; ;)
        {
            Task changed;
            lock (_gate)
            {
                for (; next < _items.Count; next++)
                    if (predicate(_items[next])) return _items[next];
                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException(
                    $"Not seen within {timeout}; {Items.Count} requests arrived: {string.Join(" | ", Items.TakeLast(5))}");
            }
        }
    }

    internal void Add(T item)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _items.Add(item);
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
