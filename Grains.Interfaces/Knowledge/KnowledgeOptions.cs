using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>The knowledge base. Section <c>Knowledge</c>.</summary>
public sealed class KnowledgeOptions
{
    public const string Section = "Knowledge";

    /// <summary>The largest document, in bytes. Default 25 MiB, 1 KiB to 256 MiB.</summary>
    [Range(1_024, 268_435_456)]
    public int MaxDocument { get; set; } = 25 * 1024 * 1024;

    /// <summary>The largest upload, in bytes: a form with its files, or a zip. Default 512 MiB, 1 MiB to 8 GiB.</summary>
    [Range(1_048_576, 8_589_934_592)]
    public long MaxUpload { get; set; } = 512L * 1024 * 1024;

    /// <summary>How many documents one collection holds. Default 20,000, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxDocuments { get; set; } = 20_000;

    /// <summary>How many bytes the documents of one collection have. Default 1 GiB, 1 MiB to 1 TiB.</summary>
    [Range(1_048_576, 1_099_511_627_776)]
    public long MaxCollectionBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>How many collections one person owns. Default 50, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MaxCollections { get; set; } = 50;

    /// <summary>Folders of the silo's machine that are kept as collections of the operator. Default none; at most 100.</summary>
    [MaxLength(100)]
    public IList<string> Folders { get; set; } = [];

    /// <summary>Who finds what is in the folders, when their collections are made. Default: everyone who talks to this service.</summary>
    public Visibility FoldersVisibility { get; set; } = Visibility.Everyone;

    /// <summary>How often the folders are compared with their collections. Default 10 seconds, 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FolderPeriod { get; set; } = TimeSpan.FromSeconds(10);
}
