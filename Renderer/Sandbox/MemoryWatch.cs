namespace ObsidianVault.Renderer.Sandbox;

/// <summary>Asks a few times a second whether a job has exceeded its memory.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource _exceeded = new();
    private readonly PeriodicTimer _timer = new(s_period);
    private readonly Func<bool> _isExceeded;

    public MemoryWatch(Func<bool> isExceeded)
    {
        _isExceeded = isExceeded;
        _ = RunAsync();
    }

    public CancellationToken Exceeded => _exceeded.Token;

    /// <summary>Whether it has been exceeded, now that the job has ended.</summary>
    public bool IsExceeded => _exceeded.IsCancellationRequested || _isExceeded();

    public void Dispose() => _timer.Dispose();

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            if (!_isExceeded()) continue;
            await _exceeded.CancelAsync();
            return;
        }
    }
}
