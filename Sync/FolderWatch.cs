using System.Threading.Channels;

namespace ObsidianVault.Sync;

/// <summary>Tells that something in a folder may have changed: by the system's notices, and every half minute without one.</summary>
internal sealed class FolderWatch : IDisposable
{
    /// <summary>Editors write a file in several steps.</summary>
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan s_atLeast = TimeSpan.FromSeconds(30);
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly FileSystemWatcher _watcher;
    private readonly TimeProvider _time;

    public FolderWatch(string folder, TimeProvider time)
    {
        _time = time;
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        _watcher.Changed += (_, _) => Tell();
        _watcher.Created += (_, _) => Tell();
        _watcher.Deleted += (_, _) => Tell();
        _watcher.Renamed += (_, _) => Tell();
        // Notices were lost: everything is compared anyway.
        _watcher.Error += (_, _) => Tell();
        _watcher.EnableRaisingEvents = true;
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_changes.Reader.WaitToReadAsync(wait.Token).AsTask(), Task.Delay(s_atLeast, _time, wait.Token));
        await wait.CancelAsync();
        await Task.Delay(s_settle, _time, cancellationToken);
        _changes.Reader.TryRead(out _);
    }

    public void Dispose() => _watcher.Dispose();

    private void Tell() => _changes.Writer.TryWrite(true);
}
