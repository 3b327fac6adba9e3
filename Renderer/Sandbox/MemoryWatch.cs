namespace ObsidianVault.Renderer.Sandbox;

/// <summary>Adds up the memory of a job's processes a few times a second, on machines where no control group does.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource _exceeded = new();
    private readonly PeriodicTimer _timer = new(s_period);

    public MemoryWatch(Func<IEnumerable<ProcessTree.Entry>> processes, long limit) => _ = RunAsync(processes, limit);

    public CancellationToken Exceeded => _exceeded.Token;

    public void Dispose() => _timer.Dispose();

    private async Task RunAsync(Func<IEnumerable<ProcessTree.Entry>> processes, long limit)
    {
        while (await _timer.WaitForNextTickAsync())
        {
            var tree = processes().ToList();
            // The exact sum is expensive, so it is only taken if the cheap one, which counts shared pages once per process, is over.
            if (tree.Sum(entry => entry.ResidentBytes) <= limit || tree.Sum(ProcessTree.ProportionalBytes) <= limit) continue;
            await _exceeded.CancelAsync();
            return;
        }
    }
}
