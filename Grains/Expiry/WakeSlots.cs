using Microsoft.Extensions.Options;

namespace ObsidianVault.Grains.Expiry;

/// <summary>How many grains this silo's buckets wake at once: what wakes writes, and messages that come in write too.</summary>
public sealed class WakeSlots(IOptions<ExpiryOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.ParallelWakes, options.Value.ParallelWakes);

    public Task EnterAsync(CancellationToken cancellationToken) => _slots.WaitAsync(cancellationToken);

    public void Leave() => _slots.Release();

    public void Dispose() => _slots.Dispose();
}
