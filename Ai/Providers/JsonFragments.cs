using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// Joins what a stream sends of a list in pieces, such as OpenRouter's reasoning_details: pieces of one element have the same type and
/// index. Their texts are put together, and their other members are those of the last piece that has them. A signature is void if a
/// byte of the element is lost.
/// </summary>
internal static class JsonFragments
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="pieces">Each a list, as JSON.</param>
    public static string Join(IReadOnlyList<string> pieces)
    {
        if (pieces.Count == 1) return pieces[0];
        var elements = new List<List<JsonElement>>();
        foreach (var piece in pieces)
        {
            var list = JsonElement.Parse(piece);
            if (list.ValueKind != JsonValueKind.Array) continue;
            foreach (var element in list.EnumerateArray())
            {
                if (elements.Count > 0 && Continues(elements[^1][^1], element)) elements[^1].Add(element);
                else elements.Add([element]);
            }
        }

        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, s_json))
        {
            json.WriteStartArray();
            foreach (var element in elements) Write(json, element);
            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static bool Continues(JsonElement last, JsonElement next)
    {
        if (last.ValueKind != JsonValueKind.Object || next.ValueKind != JsonValueKind.Object) return false;
        // An encrypted element is whole, and a signature ends one.
        if (Raw(next, "data") is not null || Raw(last, "data") is not null || Raw(last, "signature") is not (null or "\"\"")) return false;
        return Raw(last, "type") == Raw(next, "type") && Raw(last, "index") == Raw(next, "index");
    }

    private static void Write(Utf8JsonWriter json, List<JsonElement> pieces)
    {
        if (pieces.Count == 1)
        {
            pieces[0].WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var name in pieces.SelectMany(p => p.EnumerateObject().Select(m => m.Name)).Distinct())
        {
            var values = pieces.Where(p => p.TryGetProperty(name, out _)).Select(p => p.GetProperty(name)).ToList();
            var isText = name is "text" or "thinking" or "summary" && values.TrueForAll(
                v => v.ValueKind is JsonValueKind.String or JsonValueKind.Null);
            json.WritePropertyName(name);
            if (isText) json.WriteStringValue(string.Concat(values.Select(v => v.GetString())));
            else values.FindLast(v => v.ValueKind != JsonValueKind.Null && (v.ValueKind != JsonValueKind.String || v.GetString() != ""))
                .WriteToOrNull(json);
        }

        json.WriteEndObject();
    }

    private static void WriteToOrNull(this JsonElement element, Utf8JsonWriter json)
    {
        if (element.ValueKind == JsonValueKind.Undefined) json.WriteNullValue();
        else element.WriteTo(json);
    }

    private static string? Raw(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetRawText() : null;
}
