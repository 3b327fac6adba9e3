using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>Section <c>OpenAi</c>: limits of the OpenAI-compatible API.</summary>
public sealed class OpenAiLimits
{
    public const string Section = "OpenAi";

    public const int MaxDepth = 64;
    public const int MaxTools = 128;
    public const int MaxParts = 500;
    public const int MaxStops = 4;
    public const int MaxInputs = 2_048;
    public const int MaxNameLength = 200;

    /// <summary>The maximum size of a request in bytes, including pictures. Default 20 MiB, 1 KiB to 100 MiB.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxBodyBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>The maximum number of messages in a request. Default 2,000, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int MaxMessages { get; set; } = 2_000;

    /// <summary>
    /// How long an answer may take, or a stream until its answer begins. Default 5 minutes, 1 second to 10 minutes: a program waits
    /// longer than a person in a chat.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The memory for one silo's resumable answers, in MiB; one user may use an eighth of it. Default 256, 32 to 65,536.
    /// </summary>
    [Range(32, 65_536)]
    public int ResumableMiB { get; set; } = 256;

    /// <summary>How long a resumable answer is kept after its end. Default 5 minutes, 10 seconds to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan ResumableFor { get; set; } = TimeSpan.FromMinutes(5);
}
