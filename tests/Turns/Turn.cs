[assembly: AssemblyFixture(typeof(ObsidianVault.Turns.Turn))]

namespace ObsidianVault.Turns;

/// <summary>
/// The turn of one test program of this checkout. <c>dotnet test</c> starts several at a time, and each of those that start
/// clusters and renderers fills the machine: together they would wait for each other until deadlines pass.
/// </summary>
public sealed class Turn : IAsyncLifetime
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);

    private FileStream? _file;

    public async ValueTask InitializeAsync()
    {
        // artifacts, from artifacts/bin/Functional/debug. The lock is the operating system's, and ends with the process.
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "test-turn.lock"));
        using var poll = new PeriodicTimer(s_retry);
        while (true)
        {
            try
            {
                _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException)
            {
                await poll.WaitForNextTickAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;
}
