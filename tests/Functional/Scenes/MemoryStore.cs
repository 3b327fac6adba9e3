using System.Collections.Concurrent;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Functional.Scenes;

internal sealed class MemoryStore : IObjectStore
{
    private readonly ConcurrentDictionary<string, byte[]> _objects = [];

    public ICollection<string> Keys => _objects.Keys;

    /// <summary>Runs before an object is stored, with its key.</summary>
    public Func<string, Task> Putting { get; init; } = _ => Task.CompletedTask;

    public async Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken = default)
    {
        await Putting(key);
        var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        _objects[key] = copy.ToArray();
    }

    public async Task<bool> TryPutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken = default)
    {
        if (_objects.ContainsKey(key)) return false;
        await PutAsync(key, content, contentType, cancellationToken);
        return true;
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream?>(_objects.TryGetValue(key, out var bytes) ? new MemoryStream(bytes) : null);

    public Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken = default) =>
        Task.FromResult<long?>(_objects.TryGetValue(key, out var bytes) ? bytes.Length : null);

    public Task DeleteAsync(string key, CancellationToken cancellationToken = default) => Task.FromResult(_objects.TryRemove(key, out _));

    public string CreateLink(string key, TimeSpan lifetime, string downloadName) => key;
}
