using System.Globalization;
using System.Text.Json;

namespace ObsidianVault.Channels.Reading;

/// <summary>
/// Reads values that are present and have the expected type, and treats everything else as absent. Channels add fields and
/// change types without notice, and a webhook that fails because of that is delivered again for hours or days.
/// </summary>
public static class TolerantJson
{
    /// <summary>The document, or null if the bytes are not JSON.</summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The property, or an undefined element if there is none.</summary>
    public static JsonElement Get(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object) return default;
        try
        {
            return element.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            return default; // a sibling name contains an unpaired surrogate and cannot be compared
        }
    }

    public static bool Has(this JsonElement element, string name) =>
        element.Get(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The text without NUL, which PostgreSQL cannot store; null if it is absent, empty or not a string.</summary>
    public static string? Text(this JsonElement element, string name)
    {
        var value = element.Get(name);
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            var text = value.GetString()!.Replace("\0", "", StringComparison.Ordinal);
            return text.Length == 0 ? null : text;
        }
        catch (InvalidOperationException)
        {
            return null; // an unpaired surrogate: not valid text
        }
    }

    /// <summary>The whole number, given as a number or a string.</summary>
    public static long? WholeNumber(this JsonElement element, string name)
    {
        var value = element.Get(name);
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetInt64(out var number) ? number : null;
        return long.TryParse(element.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : null;
    }

    /// <summary>The time, from Unix seconds.</summary>
    public static DateTimeOffset? UnixTime(this JsonElement element, string name) =>
        element.WholeNumber(name) is { } seconds and >= 0 and <= 253402300799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>The items of an array; empty if there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name)
    {
        var value = element.Get(name);
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Empty<JsonElement>();
    }

    /// <summary>The text if it can be part of a grain key, otherwise null.</summary>
    public static string? AsKeyPart(this string? text) =>
        string.IsNullOrWhiteSpace(text) || text.Length > 256 ? null : text;
}
