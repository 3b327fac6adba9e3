using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Grains.Ledger;

/// <summary>
/// Changes are written to the rows one transaction at a time; those that arrive while one runs go into the next. A call
/// returns when its transaction has committed. After a failure, memory and rows may differ, so the activation ends and
/// the next one reads the rows again.
/// </summary>
public sealed partial class LedgerGrain
{
    private Changes? _next;
    private Changes? _running;
    private Exception? _fault;

    private Task SendAsync(Action<Changes> add)
    {
        if (_fault is not null) return Task.FromException(_fault);
        var next = _next ??= new Changes();
        add(next);
        if (_running is null) _ = CommitAllAsync();
        return next.Done.Task;
    }

    /// <summary>Completes once everything sent so far is in the rows.</summary>
    private Task SettledAsync() =>
        _fault is not null ? Task.FromException(_fault) : (_next ?? _running)?.Done.Task ?? Task.CompletedTask;

    private void Lapse(DateTimeOffset now)
    {
        // Not awaited: an expired row does not count any more.
        if (_book.Lapse(now) is { Count: > 0 } lapsed) _ = SendAsync(next => next.Free(lapsed));
    }

    private async Task CommitAllAsync()
    {
        while (_next is { } changes)
        {
            (_running, _next) = (changes, null);
            try
            {
                var ready = changes.ToRows();
                _book.Apply(ready, await store.CommitAsync(UserId, _book.Version, ready));
                _running = null;
                changes.Done.SetResult();
            }
            catch (Exception exception)
            {
                _fault = exception;
                DeactivateOnIdle();
                Fail(changes, exception);
                if (_next is { } waiting) Fail(waiting, exception);
                (_running, _next) = (null, null);
            }
        }
    }

    private static void Fail(Changes changes, Exception exception)
    {
        changes.Done.SetException(exception);
        // Observed here, because nobody may be waiting for it.
        _ = changes.Done.Task.Exception;
    }

    private sealed class Changes
    {
        private readonly Dictionary<string, LedgerEntry> _charges = new(StringComparer.Ordinal);
        private readonly List<LedgerEntry> _again = [];
        private readonly Dictionary<string, HoldRow> _held = new(StringComparer.Ordinal);
        private readonly HashSet<string> _freed = new(StringComparer.Ordinal);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Hold(HoldRow hold)
        {
            _freed.Remove(hold.RequestId);
            _held[hold.RequestId] = hold;
        }

        public void Free(IEnumerable<string> ids)
        {
            foreach (var id in ids)
            {
                _held.Remove(id);
                _freed.Add(id);
            }
        }

        public void Book(List<LedgerEntry> entries, string? freed)
        {
            foreach (var entry in entries)
                if (!_charges.TryAdd(entry.Charge.RequestId, entry)) _again.Add(entry);
            if (freed is not null) Free([freed]);
        }

        public LedgerChanges ToRows() => new([.. _charges.Values, .. _again], [.. _held.Values], _freed);
    }
}
