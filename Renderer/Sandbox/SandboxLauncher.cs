using System.Collections.Concurrent;
using System.Diagnostics;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// Starts sandboxes from one thread that lives as long as the renderer. <c>bwrap --die-with-parent</c> ends with the
/// thread that started it (PR_SET_PDEATHSIG), and a thread of the pool may end at any time.
/// </summary>
internal sealed class SandboxLauncher : IDisposable
{
    private readonly BlockingCollection<(IReadOnlyList<string> Command, TaskCompletionSource<Process> Started)> _requests = [];

    public SandboxLauncher() => new Thread(Run) { IsBackground = true, Name = "sandbox launcher" }.Start();

    public Task<Process> StartAsync(IReadOnlyList<string> command)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Add((command, started));
        return started.Task;
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
