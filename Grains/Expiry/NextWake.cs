namespace ObsidianVault.Grains.Expiry;

/// <summary>
/// The next wake-up of a grain, as far as this activation knows. An earlier one that is pending serves as well: it schedules
/// the next.
/// </summary>
internal sealed class NextWake(IGrainFactory grains, string grainKey, ExpiryOptions options, TimeProvider time)
{
    private DateTimeOffset _at;

    /// <summary>Makes sure that the grain is woken by then. Durable when it returns.</summary>
    public async Task ScheduleAsync(DateTimeOffset at)
    {
        if (_at > time.GetUtcNow() && _at <= at) return;
        await grains.WakeAsync(grainKey, at, options);
        _at = at;
    }

    /// <summary>The grain was woken, and has asked for the next time by its answer; null if for none.</summary>
    public void Replace(DateTimeOffset? next) => _at = next ?? default;
}
