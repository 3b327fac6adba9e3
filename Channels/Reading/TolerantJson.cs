using System.Globalization;
using System.Text.Json;

namespace ObsidianVault.Channels.Reading;

/// <summary>
/// Reads what is there and of the right kind, and calls everything else absent. Channels add fields and change kinds
/// without notice; a webhook that fails on that is sent again for hours or days.
/// </summary>
public static class TolerantJson
{
    /// <summary>The document, or null where the bytes are not JSON.</summary>
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

    /// <summary>The property, or an undefined element.</summary>
    public static JsonElement Get(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object) return default;
        try
        {
            return element.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            return default; // a name beside it is half of a surrogate pair, and cannot be compared
        }
    }

    public static bool Has(this JsonElement element, string name) =>
        element.Get(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The text, without NUL, which PostgreSQL does not store; null where it is absent, empty or not text.</summary>
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
            return null; // half of a surrogate pair: not text
        }
    }

    /// <summary>The whole number, written as a number or as text.</summary>
    public static long? WholeNumber(this JsonElement element, string name)
    {
        var value = element.Get(name);
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetInt64(out var number) ? number : null;
        return long.TryParse(element.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
    }

    /// <summary>The time, in Unix seconds.</summary>
    public static DateTimeOffset? UnixTime(this JsonElement element, string name) =>
        element.WholeNumber(name) is { } seconds and >= 0 and <= 253402300799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>The items of an array, or nothing.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name)
    {
        var value = element.Get(name);
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Empty<JsonElement>();
    }

    /// <summary>The text where it can be a part of a grain key, else null.</summary>
    public static string? AsKeyPart(this string? text) =>
        string.IsNullOrWhiteSpace(text) || text.Length > 256 ? null : text;
}
