using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Cluster.Grains;

/// <summary>An object store that can be made to answer nothing, for as long as its caller waits.</summary>
public sealed class HangingObjectStore(IObjectStore store) : IObjectStore
{
    public bool Hangs { get; set; }

    public async Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken = default)
    {
        await HangAsync(cancellationToken);
        await store.PutAsync(key, content, contentType, cancellationToken);
    }

    public async Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken = default)
    {
        await HangAsync(cancellationToken);
        return await store.OpenAsync(key, cancellationToken);
    }

    public async Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken = default)
    {
        await HangAsync(cancellationToken);
        return await store.GetSizeAsync(key, cancellationToken);
    }

    public async Task DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        await HangAsync(cancellationToken);
        await store.DeleteAsync(key, cancellationToken);
    }

    public string CreateLink(string key, TimeSpan lifetime, string downloadName) => store.CreateLink(key, lifetime, downloadName);

    private Task HangAsync(CancellationToken cancellationToken) => Hangs ? Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken) : Task.CompletedTask;
}
