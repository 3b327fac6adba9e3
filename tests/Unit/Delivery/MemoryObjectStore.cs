using System.Collections.Concurrent;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Unit.Delivery;

/// <summary>An object store in memory.</summary>
internal sealed class MemoryObjectStore : IObjectStore
{
    private readonly ConcurrentDictionary<string, byte[]> _objects = new();

    /// <summary>If set, thrown instead of returning a size or an object.</summary>
    public Exception? Failure { get; set; }

    public MemoryObjectStore With(string key, byte[] content)
    {
        _objects[key] = content;
        return this;
    }

    public async Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken = default)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        _objects[key] = copy.ToArray();
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken = default) =>
        Failure is { } failure
            ? Task.FromException<Stream?>(failure)
            : Task.FromResult<Stream?>(_objects.TryGetValue(key, out var content) ? new MemoryStream(content) : null);

    public Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken = default) =>
        Failure is { } failure
            ? Task.FromException<long?>(failure)
            : Task.FromResult<long?>(_objects.TryGetValue(key, out var content) ? content.Length : null);

    public Task DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        _objects.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    public string CreateLink(string key, TimeSpan lifetime, string downloadName) => $"/objects/{key}";
}
