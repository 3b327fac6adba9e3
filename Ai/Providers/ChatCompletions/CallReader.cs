using System.Text.Json;

namespace ObsidianVault.Ai.Providers.ChatCompletions;

/// <summary>Reads calls, and pieces of them.</summary>
internal static class CallReader
{
    /// <summary>The call of the object at the reader.</summary>
    public static CallPiece Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var piece = default(CallPiece);
        Dictionary<string, object?>? own = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                piece = piece with { Index = (int?)WireJson.Number(ref reader) };
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                piece = piece with { Id = WireJson.Word(ref reader) };
            }
            else if (reader.ValueTextEquals("function"u8) || reader.ValueTextEquals("custom"u8))
            {
                var isCustom = reader.ValueTextEquals("custom"u8);
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    reader.Skip();
                    continue;
                }

                if (isCustom) piece = piece with { IsCustom = true };
                ReadFunction(ref reader, json, ref piece);
            }
            else if (OwnMember(ref reader) is { } member)
            {
                var value = WireJson.Value(ref reader, json);
                if (value is [(byte)'{' or (byte)'[', _, _, ..]) (own ??= [])[member] = JsonElement.Parse(value);
            }
            else
            {
                // Also the function's members without the function around them.
                ReadFunctionMember(ref reader, json, ref piece);
            }
        }

        return piece with { Extra = own };
    }

    /// <summary>The old function_call at the reader; null if it is none.</summary>
    public static CallPiece? ReadLegacy(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var piece = new CallPiece { Index = 0 };
        ReadFunction(ref reader, json, ref piece);
        return piece;
    }

    /// <summary>The name of a member that a provider makes for itself, if the reader is at one.</summary>
    public static string? OwnMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("extra_content"u8) ? "extra_content"
        : reader.ValueTextEquals("provider_specific_fields"u8) ? "provider_specific_fields"
        : reader.ValueTextEquals("annotations"u8) ? "annotations"
        : null;

    private static void ReadFunction(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref CallPiece piece)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadFunctionMember(ref reader, json, ref piece);
    }

    private static void ReadFunctionMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref CallPiece piece)
    {
        if (reader.ValueTextEquals("name"u8))
        {
            reader.Read();
            piece = piece with { Name = WireJson.Word(ref reader) };
        }
        else if (reader.ValueTextEquals("arguments"u8) || reader.ValueTextEquals("input"u8) || reader.ValueTextEquals("parameters"u8))
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
                piece = piece with { Arguments = reader.ValueSpan.ToArray(), IsEscaped = reader.ValueIsEscaped };
            else if (reader.TokenType == JsonTokenType.Null) reader.Skip();
            else piece = piece with { Arguments = WireJson.Slice(ref reader, json).ToArray(), IsJson = true };
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }
}
