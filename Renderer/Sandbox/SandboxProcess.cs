using System.Diagnostics;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>The processes of one sandbox; disposing it ends all of them.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_reapPeriod = TimeSpan.FromMilliseconds(10);

    private readonly Process _process;
    private readonly long _memoryBytes;

    public SandboxProcess(Process process, long memoryBytes)
    {
        _process = process;
        _memoryBytes = memoryBytes;
        Errors = ReadErrorsAsync();
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What bubblewrap or Python wrote to stderr, at most 4,096 characters.</summary>
    public Task<string> Errors { get; }

    /// <summary>The processes below the sandbox's first one.</summary>
    public IEnumerable<ProcessTree.Entry> JobProcesses => ProcessTree.Under(_process.Id).Where(entry => entry.Parent != _process.Id);

    /// <summary>
    /// Whether its first process is visible from here. If it is not, neither are its children, and no memory can be counted.
    /// </summary>
    public bool IsSeen => ProcessTree.Under(_process.Id).Exists(entry => entry.ResidentBytes > 0);

    /// <summary>Watches the memory of a job's processes until disposed; its token is cancelled when they exceed the limit.</summary>
    public MemoryWatch WatchJob() => new(() => JobProcesses, _memoryBytes);

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

        await Errors;
        _process.Dispose();
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
