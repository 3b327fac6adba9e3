using System.ComponentModel.DataAnnotations;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Expiry;

namespace ObsidianVault.Grains.Expiry;

/// <summary>Section <c>Expiry</c>.</summary>
public sealed class ExpiryOptions
{
    public const string Section = "Expiry";

    /// <summary>The number of buckets, and therefore of reminders. Fixed for the life of a database. Default 16, 1 to 512.</summary>
    [Range(1, 512)]
    public int Buckets { get; set; } = 16;

    /// <summary>How soon unfinished work is looked at again after a crash. Default 20 seconds, 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan UnfinishedWork { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many grains one silo wakes at once across all its buckets, so that messages come first. Default 8, 1 to 256.</summary>
    [Range(1, 256)]
    public int ParallelWakes { get; set; } = 8;
}

/// <summary>Asks a grain's bucket to wake it.</summary>
public static class ExpiryGrainFactoryExtensions
{
    public static Task WakeAsync(this IGrainFactory grains, string grainKey, DateTimeOffset dueAt, ExpiryOptions options) =>
        grains.GetGrain<IExpiryGrain>(GrainKeys.Expiry(GrainKeys.BucketOf(grainKey, options.Buckets))).ScheduleAsync(grainKey, dueAt);
}
