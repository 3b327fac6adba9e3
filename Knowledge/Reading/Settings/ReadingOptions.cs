using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Knowledge.Reading.Settings;

/// <summary>How documents are read whose bytes could do harm. Section "Reading".</summary>
public sealed class ReadingOptions
{
    public const string Section = "Reading";

    /// <summary>How many documents are read at once, each in a process of its own; from 1 to 32, default 2.</summary>
    [Range(1, 32)]
    public int Processes { get; set; } = 2;

    /// <summary>How long one document may take, from one second to 10 minutes. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How much memory one document may take, in megabytes; from 64 to 4096, default 512.</summary>
    [Range(64, 4096)]
    public int MemoryMegabytes { get; set; } = 512;
}
