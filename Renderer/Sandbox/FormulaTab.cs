namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// What one job may spend on having its formulas typeset again for later jobs, and what it has spent. The job's owner pays for it.
/// </summary>
/// <param name="owner">Whom the formulas wait for; each owner's have their turn.</param>
/// <param name="most">What the owner has left, if it is less than <see cref="Most"/>.</param>
internal sealed class FormulaTab(string? owner, TimeSpan? most = null)
{
    /// <summary>For all formulas of one job. One takes some tenths of a second.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    /// <summary>What may be left of it once the job has ended.</summary>
    public static readonly TimeSpan MostAfterwards = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<double> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _left = most < Most ? most.Value : Most;
    private TimeSpan _spent;
    private int _waiting;
    private bool _isClosed;

    public string Owner { get; } = owner ?? "";

    /// <summary>For how long one more formula may be typeset; zero or less if not at all.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_lock) return _left;
        }
    }

    /// <summary>One more formula waits; false if there is nothing left for it.</summary>
    public bool TryAdd()
    {
        lock (_lock)
        {
            if (_isClosed || _left <= TimeSpan.Zero) return false;
            _waiting++;
            return true;
        }
    }

    /// <summary>A formula that waited has been typeset or dropped.</summary>
    public void Settle(TimeSpan spent)
    {
        lock (_lock)
        {
            (_waiting, _left, _spent) = (_waiting - 1, _left - spent, _spent + spent);
            if (_isClosed && _waiting == 0) _settled.TrySetResult(_spent.TotalSeconds);
        }
    }

    /// <summary>The job has ended. Completes when nothing of it waits any more, with the seconds that were spent.</summary>
    public Task<double> CloseAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            if (_left > MostAfterwards) _left = MostAfterwards;
            if (_waiting == 0) _settled.TrySetResult(_spent.TotalSeconds);
            return _settled.Task;
        }
    }
}
