using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Ai;

/// <summary>Section <c>Ai</c>: one OpenAI-compatible endpoint. Without a key the built-in offline catalogue answers.</summary>
public sealed class AiOptions
{
    public const string Section = "Ai";

    /// <summary>The endpoint, such as <c>http://127.0.0.1:11434/v1</c>. Empty with a key: OpenAI's own.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>The key. Without a key and an endpoint the offline catalogue answers.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The model's name, as the endpoint and the price table know it.</summary>
    [Required]
    public string Model { get; set; } = "gpt-4o-mini";

    /// <summary>Whether the model can look at pictures. Default: no; pictures are then kept and not shown to it.</summary>
    public bool Vision { get; set; }

    /// <summary>Default 8,000 tokens, 256 to 100,000.</summary>
    [Range(256, 100_000)]
    public int MaxOutputTokens { get; set; } = 8_000;

    /// <summary>How long a chat answer may take. Default 60 seconds, 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ChatDeadline { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long writing a scene may take. Default 3 minutes, 1 second to 20 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:20:00")]
    public TimeSpan CodeDeadline { get; set; } = TimeSpan.FromMinutes(3);

    public bool IsOffline => ApiKey.Length == 0 && BaseUrl.Length == 0;

    public string ModelName => IsOffline ? "catalogue" : Model;
}
