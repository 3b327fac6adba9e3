using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>What one job, and one user a day, may use. Section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>The longest prompt in characters. Default 5,000, 100 to 20,000.</summary>
    [Range(100, 20_000)]
    public int MaxPrompt { get; set; } = 5_000;

    /// <summary>The longest code in characters. Default 50,000, 1,000 to 50,000: the validator reads no more.</summary>
    [Range(1_000, 50_000)]
    public int MaxCode { get; set; } = 50_000;

    /// <summary>How often the AI mends its code after the validator or the render refused it. Default 3, 0 to 10.</summary>
    [Range(0, 10)]
    public int Repairs { get; set; } = 3;

    /// <summary>Whether a scene that could not be mended is written once more by a simpler plan. Default: yes.</summary>
    public bool Simplify { get; set; } = true;

    /// <summary>What writing and mending one job may cost, in US dollars; the scenes of a storyboard have equal shares of what its plan left. Default 0.50, 0 to 1,000.</summary>
    [Range(0, 1_000)]
    public decimal Budget { get; set; } = 0.50m;

    /// <summary>How long after its start a job may still begin to be mended. Default 10 minutes, 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RepairTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>From how many characters on a prompt becomes a storyboard of several scenes. Default 600, 50 to 20,000. One that asks for scenes or minutes always does.</summary>
    [Range(50, 20_000)]
    public int StoryboardFrom { get; set; } = 600;

    /// <summary>Seconds of rendering that one user has on one day (UTC), looked at with each attempt at a job. Default 3,600, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int RenderSecondsPerDay { get; set; } = 3_600;

    /// <summary>How many scenes one silo plans, writes and repairs at the same time; each waits for a model. Default 8, 0 to 256; with 0 other silos must write.</summary>
    [Range(0, 256)]
    public int Writers { get; set; } = 8;
}
