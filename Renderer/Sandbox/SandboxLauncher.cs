using System.Collections.Concurrent;
using System.Diagnostics;
using ObsidianVault.Renderer.ControlGroups;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// Starts sandboxes from one thread that lives as long as the renderer. <c>bwrap --die-with-parent</c> ends with the
/// thread that started it (PR_SET_PDEATHSIG), and a thread of the pool may end at any time.
/// </summary>
internal sealed class SandboxLauncher : IDisposable
{
    private readonly JobGroups? _groups;
    private readonly Accounting? _accounting;
    private readonly BlockingCollection<(IReadOnlyList<string> Command, TaskCompletionSource<Process> Started)> _requests = [];

    /// <param name="groups">The control groups of sandboxes; without them, what only they count is refused.</param>
    /// <param name="accounting">What holds without groups, if that is not what this machine does.</param>
    public SandboxLauncher(JobGroups? groups = null, Accounting? accounting = null)
    {
        (_groups, _accounting) = (groups, accounting ?? groups?.Accounting);
        new Thread(Run) { IsBackground = true, Name = "sandbox launcher" }.Start();
    }

    /// <summary>How much of what scenes use the kernel counts and shares out on this machine.</summary>
    public Accounting Accounting =>
        _accounting ?? new Accounting(CountsMemory: false, SharesProcessors: false, HasSession: JobGroups.IsAutogrouped());

    /// <summary>Starts a sandbox in a control group of its own, if this machine has them.</summary>
    /// <param name="memoryBytes">The memory of all its processes together.</param>
    /// <param name="share">Its share of the processors while others want them; 1 for a scene.</param>
    public async Task<SandboxProcess> StartAsync(IReadOnlyList<string> command, long memoryBytes, double share = 1)
    {
        var group = _groups?.Create(memoryBytes, share);
        try
        {
            var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
            _requests.Add((group?.Enter(command) ?? command, started));
            return new SandboxProcess(await started.Task, memoryBytes, group) { SharesByProcess = Accounting.SharesByProcess };
        }
        catch
        {
            if (group is not null) await group.RemoveAsync();
            throw;
        }
    }

    public void Dispose() => _requests.CompleteAdding();

    private void Run()
    {
        foreach (var (command, started) in _requests.GetConsumingEnumerable())
        {
            try
            {
                var info = new ProcessStartInfo(command[0], command.Skip(1))
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    WorkingDirectory = "/",
                };
                // /proc/1/environ inside is the environment bubblewrap was started with, whatever --clearenv says.
                info.Environment.Clear();
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        }
    }
}
