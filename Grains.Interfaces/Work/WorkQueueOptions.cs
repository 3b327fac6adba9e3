using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Grains.Interfaces.Work;

/// <summary>Settings of the work queue's leases. Section <c>RenderQueue</c>, a name from when only renderers leased.</summary>
public sealed class WorkQueueOptions
{
    public const string Section = "RenderQueue";

    /// <summary>How long a lease holds without being renewed. Default 20 seconds, 2 seconds to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many jobs the queue holds, waiting and in work; more are refused. Default 2,000, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MaxDepth { get; set; } = 2_000;

    /// <summary>How long batch work yields to interactive jobs. Default 10 minutes, 0 to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan BatchPatience { get; set; } = TimeSpan.FromMinutes(10);
}
