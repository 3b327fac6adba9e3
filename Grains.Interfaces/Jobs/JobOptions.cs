using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>Limits per job, and per user and day. Section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>The longest prompt in characters. Default 5,000, 100 to 20,000.</summary>
    [Range(100, 20_000)]
    public int MaxPrompt { get; set; } = 5_000;

    /// <summary>The longest code in characters. Default 50,000, 1,000 to 50,000: the validator reads no more.</summary>
    [Range(1_000, 50_000)]
    public int MaxCode { get; set; } = 50_000;

    /// <summary>How often the AI repairs its code after the validator rejected it or the render failed. Default 3, 0 to 10.</summary>
    [Range(0, 10)]
    public int Repairs { get; set; } = 3;

    /// <summary>Whether a scene that could not be repaired is rewritten once to a simpler plan. Default: yes.</summary>
    public bool Simplify { get; set; } = true;

    /// <summary>
    /// What writing and repairing one job may cost, in US dollars; the scenes of a storyboard share what its plan left over
    /// equally. Default 0.50, 0 to 1,000.
    /// </summary>
    [Range(0, 1_000)]
    public decimal Budget { get; set; } = 0.50m;

    /// <summary>How long after its start a repair of a job may still begin. Default 10 minutes, 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RepairTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The length in characters from which a prompt becomes a storyboard of several scenes. Default 600, 50 to 20,000. A prompt
    /// that asks for scenes or minutes always does.
    /// </summary>
    [Range(50, 20_000)]
    public int StoryboardFrom { get; set; } = 600;

    /// <summary>Seconds of rendering per user and day (UTC), checked at each attempt at a job. Default 3,600, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int RenderSecondsPerDay { get; set; } = 3_600;

    /// <summary>
    /// How many scenes one silo plans, writes and repairs at the same time; each waits for a model. Default 8, 0 to 256; with 0
    /// other silos must write.
    /// </summary>
    [Range(0, 256)]
    public int Writers { get; set; } = 8;
}
