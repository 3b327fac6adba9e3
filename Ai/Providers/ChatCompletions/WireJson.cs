using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ObsidianVault.Ai.Providers.ChatCompletions;

/// <summary>Reads values at a reader's place.</summary>
internal static class WireJson
{
    /// <summary>The value of the property at the reader, as JSON.</summary>
    public static ReadOnlySpan<byte> Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        return Slice(ref reader, json);
    }

    /// <summary>The value at the reader, as JSON.</summary>
    public static ReadOnlySpan<byte> Slice(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    /// <summary>A name or an id, which some backends send as a number.</summary>
    public static string? Word(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new TextPieces().Next(ref reader);
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    public static long? Number(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String)
        {
            var bytes = reader.ValueSpan;
            return Utf8Parser.TryParse(bytes, out int number, out var used) && used == bytes.Length ? number : null;
        }

        reader.Skip();
        return null;
    }
}
