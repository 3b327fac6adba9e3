using System.Text.Json;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>Reads members of a request and reports the path of an invalid one.</summary>
internal static class JsonReading
{
    /// <summary>The member, or null if it is missing or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? Text(this JsonElement element, string name, string path = "")
    {
        if (element.Member(name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(path + name, "a string");
    }

    public static bool? Flag(this JsonElement element, string name, string path = "")
    {
        if (element.Member(name) is not { } value) return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Wrong(path + name, "true or false");
    }

    public static float? Number(this JsonElement element, string name, float least, float most)
    {
        if (element.Member(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && number >= least && number <= most)
            return number;
        throw Wrong(name, FormattableString.Invariant($"a number from {least} to {most}"));
    }

    public static long? Whole(this JsonElement element, string name, long least, long most)
    {
        if (element.Member(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most)
            return number;
        throw Wrong(name, FormattableString.Invariant($"a whole number from {least} to {most}"));
    }

    public static JsonElement Object(this JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Wrong(path, "an object");

    public static OpenAiRequestException Wrong(string path, string expected) => new($"'{path}' must be {expected}.", path, "invalid_type");

    public static OpenAiRequestException Missing(string path) => new($"You must provide '{path}'.", path, "missing_required_parameter");
}
