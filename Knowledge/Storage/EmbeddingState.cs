using System.Globalization;
using System.Text.Json.Serialization;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>
/// How far the embedding of a collection came. A new passage has a higher number than all before it, so one number says it.
/// </summary>
public sealed record EmbeddingState
{
    /// <summary>As it was asked: the model, and the number of dimensions if that was asked for.</summary>
    public string Model { get; init; } = "";

    /// <summary>Of its vectors; 0 before the first one.</summary>
    public int Dimensions { get; init; }

    /// <summary>Another number of dimensions that the model has answered with since; 0 for none.</summary>
    public int OtherDimensions { get; init; }

    /// <summary>The passages up to this number are embedded.</summary>
    public long Through { get; init; }

    /// <summary>Calls that failed since the last one that did not.</summary>
    public int Attempts { get; init; }

    /// <summary>No call before this time; null for at once.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Why it does not go on, in a sentence; null if it does.</summary>
    public string? Fault { get; init; }

    /// <summary>The name of its vectors; null before the first one. Vectors of different names are never compared.</summary>
    [JsonIgnore]
    public string? Key => Dimensions > 0 ? KeyOf(Model, Dimensions) : null;

    public static string KeyOf(string model, int dimensions) => string.Create(CultureInfo.InvariantCulture, $"{model}/{dimensions}");
}
