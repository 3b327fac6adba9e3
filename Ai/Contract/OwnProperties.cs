using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Contract;

/// <summary>Reads additional properties of contents, which are JSON where they came through a serializer.</summary>
public static class OwnProperties
{
    /// <summary>The member of the wire that reasoning came in.</summary>
    public const string Field = "field";

    /// <summary>Marks a text as a refusal.</summary>
    public const string Refusal = "refusal";

    /// <summary>Of an answer: how its provider served it.</summary>
    public const string Tier = "service_tier";

    /// <summary>Of an answer: which configuration of the provider made it.</summary>
    public const string Fingerprint = "system_fingerprint";

    /// <summary>The property as text; null if there is none.</summary>
    public static string? Text(this AIContent content, string name)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.AdditionalProperties?.GetValueOrDefault(name) switch
        {
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => null,
        };
    }

    /// <summary>Whether it is the text of a refusal.</summary>
    public static bool IsRefusal(this AIContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content is TextContent && content.AdditionalProperties?.ContainsKey(Refusal) == true;
    }
}
