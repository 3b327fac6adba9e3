using Microsoft.Extensions.Options;

namespace ObsidianVault.Grains.Expiry;

/// <summary>How many grains this silo's buckets wake at once: a woken grain writes, and so do incoming messages.</summary>
public sealed class WakeSlots(IOptions<ExpiryOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.ParallelWakes, options.Value.ParallelWakes);

    public Task EnterAsync(CancellationToken cancellationToken) => _slots.WaitAsync(cancellationToken);

    public void Leave() => _slots.Release();

    public void Dispose() => _slots.Dispose();
}
