using System.ComponentModel.DataAnnotations;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Knowledge.Embeddings;

/// <summary>Section <c>Embeddings</c>: embeddings of notes and questions.</summary>
public sealed class EmbeddingOptions
{
    public const string Section = "Embeddings";

    /// <summary>
    /// The model: <c>embed</c> for the first one that a configured provider has, a name such as <c>openai/text-embedding-3-large</c>,
    /// or empty for no embeddings. Another model embeds everything again. Default <c>embed</c>, at most 200 characters.
    /// </summary>
    [MaxLength(200)]
    public string Model { get; set; } = AiClass.Embed;

    /// <summary>
    /// How many dimensions the vectors are to have, for models that can shorten them; 0 for the model's own number. Default 0, 0 to 4,096.
    /// </summary>
    [Range(0, MaxDimensions)]
    public int Dimensions { get; set; }

    /// <summary>How many passages one call embeds. Default 64, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int Batch { get; set; } = 64;

    /// <summary>How long one call for passages may take. Default 1 minute, 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a question waits for its own embedding; after that it is answered by its words. Default 1.5 seconds, 0.1 to 30 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan QueryDeadline { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// How long is waited after a call that failed; twice as long after each further one, up to an hour. Default 1 minute, 1 second to
    /// 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Retry { get; set; } = TimeSpan.FromMinutes(1);

    internal const int MaxDimensions = 4_096;
}
