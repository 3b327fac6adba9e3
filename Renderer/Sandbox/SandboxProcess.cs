using System.Diagnostics;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>The processes of one sandbox; none is left when it is disposed of.</summary>
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

    /// <summary>What bubblewrap or Python said on stderr, at most 4,096 characters.</summary>
    public Task<string> Errors { get; }

    /// <summary>What runs below the sandbox's first process.</summary>
    public IEnumerable<ProcessTree.Entry> JobProcesses => ProcessTree.Under(_process.Id).Where(entry => entry.Parent != _process.Id);

    /// <summary>Whether its first process is to be seen from here. Where it is not, nothing that it starts is, and no memory is counted.</summary>
    public bool IsSeen => ProcessTree.Under(_process.Id).Exists(entry => entry.ResidentBytes > 0);

    /// <summary>Watches the memory of what a job runs until disposed of; its token says that it was too much.</summary>
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
