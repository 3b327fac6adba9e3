using System.Diagnostics;
using ObsidianVault.Renderer.ControlGroups;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>The processes of one sandbox; disposing it ends all of them.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_reapPeriod = TimeSpan.FromMilliseconds(10);

    private readonly Process _process;
    private readonly long _memoryBytes;
    private readonly JobGroup? _group;

    /// <param name="memoryBytes">What the processes of a job may use together.</param>
    /// <param name="group">The control group that the process enters, if there is one; it is removed with the process.</param>
    public SandboxProcess(Process process, long memoryBytes, JobGroup? group = null)
    {
        _process = process;
        _memoryBytes = memoryBytes;
        _group = group;
        Errors = ReadErrorsAsync();
    }

    /// <summary>Whether each of its processes competes with all others, so that many must be held back.</summary>
    public bool SharesByProcess { get; init; }

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

    /// <summary>From here on the job may use the whole limit: what is in use now belongs to the warm parent.</summary>
    public void StartCounting() => _group?.Limit(_memoryBytes);

    /// <summary>Watches the memory of a job until disposed; its token is cancelled when the job exceeds the limit.</summary>
    public MemoryWatch WatchJob()
    {
        var before = _group?.Killed;
        return new MemoryWatch(() =>
        {
            if (SharesByProcess) ProcessTree.YieldIfMany(JobProcesses);
            return _group is { CountsMemory: true } ? _group.Killed > before : ProcessTree.Exceeds(JobProcesses, _memoryBytes);
        });
    }

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
        if (_group is not null) await _group.RemoveAsync();
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
