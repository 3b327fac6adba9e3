using System.Text.Json;

namespace ObsidianVault.Ai.Serving;

/// <summary>
/// Decides whether a schema is safe to check here. It comes from a caller, so it may be designed to be expensive: references
/// that are circular or double at each step, patterns that take exponential time, documents elsewhere that we would fetch.
/// Names are compared case-insensitively, as the checker does, and every member is examined, whatever its name.
/// </summary>
internal static class SchemaBounds
{
    private const int MaxNodes = 5_000;
    private const int MaxDepth = 100;
    private static readonly string[] s_refused = ["pattern", "$dynamicRef", "$recursiveRef", "$id", "id"];

    public static bool Hold(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        var nodes = 0;
        return Holds(document.RootElement, document.RootElement, 0, ref nodes);
    }

    private static bool Holds(JsonElement element, JsonElement root, int depth, ref int nodes)
    {
        if (++nodes > MaxNodes || depth > MaxDepth) return false;
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    if (!Holds(item, root, depth + 1, ref nodes)) return false;
                return true;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    // A property with such a name has a schema, not a string, as its value.
                    var isText = property.Value.ValueKind == JsonValueKind.String;
                    if (isText && s_refused.Contains(property.Name, StringComparer.OrdinalIgnoreCase)) return false;
                    if (property.Name.Equals("patternProperties", StringComparison.OrdinalIgnoreCase)) return false;
                    if (isText && property.Name.Equals("$ref", StringComparison.OrdinalIgnoreCase))
                    {
                        if (Resolve(root, property.Value.GetString()!) is not { } target || !Holds(target, root, depth + 1, ref nodes))
                            return false;
                    }
                    else if (!Holds(property.Value, root, depth + 1, ref nodes))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return true;
        }
    }

    private static JsonElement? Resolve(JsonElement root, string reference)
    {
        if (reference == "#") return root;
        if (!reference.StartsWith("#/", StringComparison.Ordinal)) return null;
        var at = root;
        foreach (var part in reference[2..].Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        }

        return at;
    }
}
