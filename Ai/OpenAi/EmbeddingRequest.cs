using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>A request to <c>POST /v1/embeddings</c>, and its answer.</summary>
public sealed record EmbeddingRequest
{
    private const int MaxDimensions = 16_384;

    public required string Model { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public int? Dimensions { get; init; }

    /// <summary>Whether to return base64 of little-endian floats, which OpenAI's SDKs request by default.</summary>
    public bool Base64 { get; init; }

    /// <exception cref="OpenAiRequestException">The request is invalid; the message says why.</exception>
    public static EmbeddingRequest Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = ChatRequest.ParseJson(utf8);
        try
        {
            return Read(document.RootElement.Object("body"));
        }
        catch (InvalidOperationException)
        {
            throw ChatRequest.NotUnicode();
        }
    }

    private static EmbeddingRequest Read(JsonElement root)
    {
        var model = root.Text("model");
        if (string.IsNullOrWhiteSpace(model)) throw JsonReading.Missing("model");
        if (model.Length > OpenAiLimits.MaxNameLength)
            throw JsonReading.Wrong("model", $"at most {OpenAiLimits.MaxNameLength} characters long");
        return new EmbeddingRequest
        {
            Model = model,
            Inputs = ReadInputs(root),
            Dimensions = (int?)root.Whole("dimensions", 1, MaxDimensions),
            Base64 = root.Text("encoding_format") switch
            {
                null or "float" => false,
                "base64" => true,
                _ => throw JsonReading.Wrong("encoding_format", "float or base64"),
            },
        };
    }

    public AiEmbedCall ToCall(string user, string requestId) => new()
    {
        User = user, RequestId = requestId, Model = Model, Inputs = Inputs, Dimensions = Dimensions, Channel = "api",
    };

    public void WriteAnswer(IBufferWriter<byte> output, AiEmbeddings answer)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        for (var i = 0; i < answer.Vectors.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "embedding"u8);
            json.WriteNumber("index"u8, i);
            WriteVector(json, answer.Vectors[i].Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model"u8, answer.Model);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, answer.Usage.Input);
        json.WriteNumber("total_tokens"u8, answer.Usage.Input);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteVector(Utf8JsonWriter json, ReadOnlySpan<float> vector)
    {
        if (Base64)
        {
            json.WriteBase64String("embedding"u8, MemoryMarshal.AsBytes(vector));
            return;
        }

        json.WriteStartArray("embedding"u8);
        foreach (var number in vector) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static List<string> ReadInputs(JsonElement root)
    {
        if (root.Member("input") is not { } input) throw JsonReading.Missing("input");
        if (input.ValueKind == JsonValueKind.String) return [NotEmpty(input.GetString()!, "input")];
        if (input.ValueKind != JsonValueKind.Array || input.GetArrayLength() is 0 or > OpenAiLimits.MaxInputs)
            throw JsonReading.Wrong("input", $"a string or a list of 1 to {OpenAiLimits.MaxInputs} strings");
        var inputs = new List<string>(input.GetArrayLength());
        foreach (var text in input.EnumerateArray())
        {
            var path = $"input[{inputs.Count}]";
            if (text.ValueKind is JsonValueKind.Number or JsonValueKind.Array)
                throw ChatRequest.Unsupported("input", "Token ids differ between providers; send text instead.");
            if (text.ValueKind != JsonValueKind.String) throw JsonReading.Wrong(path, "a string");
            inputs.Add(NotEmpty(text.GetString()!, path));
        }

        return inputs;
    }

    private static string NotEmpty(string text, string path) =>
        text.Length > 0 ? text : throw JsonReading.Wrong(path, "a string that is not empty");
}
