using System.Diagnostics;

namespace ObsidianVault.Rendering;

/// <summary>One running sandbox: watches its memory, and leaves no process behind when disposed.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_memoryPeriod = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_reapPeriod = TimeSpan.FromMilliseconds(10);

    private readonly Process _process;
    private readonly long _memoryBytes;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _watch;

    public SandboxProcess(Process process, long memoryBytes)
    {
        _process = process;
        _memoryBytes = memoryBytes;
        _watch = WatchMemoryAsync();
        Errors = ReadErrorsAsync();
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What bubblewrap or Python said on stderr, at most 4,096 characters.</summary>
    public Task<string> Errors { get; }

    public bool MemoryExceeded { get; private set; }

    public void Kill()
    {
        try
        {
            // Pid 1 of the namespace dies with bubblewrap, and everything in the namespace with pid 1.
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public async ValueTask DisposeAsync()
    {
        var left = ProcessTree.Under(_process.Id);
        Kill();
        await _process.WaitForExitAsync();
        using (var timer = new PeriodicTimer(s_reapPeriod))
        {
            while (left.Exists(ProcessTree.IsAlive)) await timer.WaitForNextTickAsync();
        }

        await _disposed.CancelAsync();
        await _watch;
        await Errors;
        _disposed.Dispose();
        _process.Dispose();
    }

    private async Task WatchMemoryAsync()
    {
        using var timer = new PeriodicTimer(s_memoryPeriod);
        try
        {
            while (await timer.WaitForNextTickAsync(_disposed.Token))
            {
                var tree = ProcessTree.Under(_process.Id);
                // The dear, exact sum only where the cheap one, which counts shared pages once per process, is over.
                if (tree.Sum(entry => entry.ResidentBytes) <= _memoryBytes || tree.Sum(ProcessTree.ProportionalBytes) <= _memoryBytes) continue;
                MemoryExceeded = true;
                Kill();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the watch.
        }
    }

    private async Task<string> ReadErrorsAsync()
    {
        var buffer = new char[4096];
        var kept = await _process.StandardError.ReadBlockAsync(buffer);
        var rest = new char[4096];
        while (await _process.StandardError.ReadAsync(rest) > 0) { }
        return new string(buffer, 0, kept);
    }
}
