namespace ObsidianVault.Rendering;

/// <summary>Passes the newest progress on, one call at a time: what comes meanwhile replaces what waits.</summary>
internal sealed class ProgressReports(Func<double, Task> report) : IProgress<double>, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private double? _next;

    public void Report(double value)
    {
        lock (_lock)
        {
            _next = value;
            if (_running.IsCompleted) _running = Task.Run(DrainAsync);
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_lock) return new ValueTask(_running);
    }

    private async Task DrainAsync()
    {
        while (Take() is { } value)
        {
            try
            {
                await report(value);
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException)
            {
                // Progress is news: the next report, or the next step, says where the job stands.
            }
        }
    }

    private double? Take()
    {
        lock (_lock)
        {
            var value = _next;
            _next = null;
            return value;
        }
    }
}
