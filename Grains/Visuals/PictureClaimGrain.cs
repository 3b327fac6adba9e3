using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.Visuals;

namespace ObsidianVault.Grains.Visuals;

/// <summary>Keeps which picture an <c>Idempotency-Key</c> names.</summary>
[GrainType("picture-claim")]
public sealed class PictureClaimGrain(
    [PersistentState("picture-claim")] IPersistentState<PictureClaimRecord> storage,
    IOptions<LifetimeOptions> lifetimes,
    IOptions<ExpiryOptions> expiry,
    TimeProvider time) : DurableGrain<PictureClaimRecord>(storage), IPictureClaimGrain
{
    public async Task<bool> TakeAsync(string fingerprint)
    {
        var now = time.GetUtcNow();
        if (State.Fingerprint is { } taken && now < State.ExpiresAt) return taken == fingerprint;
        var expiresAt = now + lifetimes.Value.Images;
        // Before the state: a wake-up too many does nothing, one too few would leave the row for ever.
        await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), expiresAt, expiry.Value);
        await CommitAsync(new PictureClaimRecord { Fingerprint = fingerprint, ExpiresAt = expiresAt });
        return true;
    }

    public Task ReleaseAsync(string fingerprint) => State.Fingerprint == fingerprint ? ClearAsync() : Task.CompletedTask;

    public async Task<DateTimeOffset?> OnDueAsync()
    {
        if (State.Fingerprint is null) return null;
        if (time.GetUtcNow() < State.ExpiresAt) return State.ExpiresAt;
        await ClearAsync();
        return null;
    }
}
