using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ObsidianVault.Ai.Caching;

/// <summary>Answers in this process, limited by their size in bytes.</summary>
internal sealed class MemoryResponseCache(IOptions<AiCacheOptions> options, TimeProvider time) : IResponseCache, IDisposable
{
    /// <summary>The cost of an entry besides its bytes.</summary>
    private const int Overhead = 500;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions
    {
        SizeLimit = options.Value.MemoryMiB * 1024L * 1024,
        CompactionPercentage = 0.1,
        Clock = new Clock(time),
    });

    /// <summary>The number of stored answers.</summary>
    public int Count => _cache.Count;

    public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_cache.Get<byte[]>(key));

    public Task SetAsync(string key, byte[] response, TimeSpan lifetime)
    {
        using var entry = _cache.CreateEntry(key);
        entry.Value = response;
        entry.Size = response.Length + (key.Length * 2) + Overhead;
        entry.AbsoluteExpirationRelativeToNow = lifetime;
        return Task.CompletedTask;
    }

    public void Dispose() => _cache.Dispose();

#pragma warning disable CS0618 // The cache accepts its clock only this way.
    private sealed class Clock(TimeProvider time) : Microsoft.Extensions.Internal.ISystemClock
#pragma warning restore CS0618
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
