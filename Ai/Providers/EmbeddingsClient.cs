using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Providers;

/// <summary>A client of OpenAI's embeddings. It reads numbers and base64, whichever a backend sends.</summary>
internal sealed class EmbeddingsClient(ProviderTransport transport, Uri address, string model)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var answer = await transport.SendAsync(address, Body(values, options?.Dimensions), cancellationToken).ConfigureAwait(false);
        var bytes = await ProviderTransport.ReadAllAsync(answer, cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            throw ErrorAnswer.Is(root, hasChoices: false) || root.ValueKind == JsonValueKind.Array
                ? ErrorAnswer.Exception(transport.Dialect, 200, bytes.Span, answer.Hint)
                : new JsonException("There are no embeddings.");
        }

        answer.Exchange.Usage.TakeIn(bytes.Span);
        return [.. data.EnumerateArray().Select((item, n) => (Vector: Vector(item), Index: Index(item) ?? n))
            .OrderBy(pair => pair.Index).Select(pair => new Embedding<float>(pair.Vector))];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }

    private ReadOnlyMemory<byte> Body(IEnumerable<string> values, int? dimensions)
    {
        var output = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(output, ChatCompletions.RequestWriter.Json);
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteStartArray("input"u8);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
        if (dimensions is { } number) json.WriteNumber("dimensions"u8, number);
        // A quarter of the bytes; backends that do not know it send numbers.
        json.WriteString("encoding_format"u8, "base64"u8);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    private static int? Index(JsonElement item) =>
        item.TryGetProperty("index", out var index) && index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var number)
            ? number
            : null;

    private static float[] Vector(JsonElement item)
    {
        var embedding = item.GetProperty("embedding");
        if (embedding.ValueKind == JsonValueKind.String) return MemoryMarshal.Cast<byte, float>(embedding.GetBytesFromBase64()).ToArray();
        return [.. embedding.EnumerateArray().Select(number => number.GetSingle())];
    }
}
