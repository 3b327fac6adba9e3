using System.Globalization;
using System.Text.Json;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// The usage as sent by the provider. If it comes several times (Gemini in every chunk, Anthropic at the start and the end),
/// a later field replaces the earlier one; nothing is added up. A zero that was sent stays zero.
/// </summary>
internal sealed class WireUsage
{
    private long? _openAiInput, _output, _total, _cached, _hit, _reasoning, _anthropicInput, _cacheRead, _cacheWrite;

    public bool IsKnown => _openAiInput is not null || _anthropicInput is not null || _output is not null;

    /// <summary>The output so far, which Anthropic and Gemini also report for an interrupted stream.</summary>
    public long? Output => _output;

    /// <summary>Null if the provider sent no usage.</summary>
    public AiUsage? Read()
    {
        if (!IsKnown) return null;
        var (cached, write) = (_cacheRead ?? _cached ?? _hit ?? 0, _cacheWrite ?? 0);
        // Anthropic counts tokens read from and written to its cache separately from the input; the others include them.
        var input = _anthropicInput is { } own ? own + (_cacheRead ?? 0) + write : _openAiInput ?? 0;
        var (output, reasoning) = (_output ?? 0, _reasoning ?? 0);
        // Gemini excludes reasoning from the output but includes it in the total.
        if (_openAiInput is not null && _total > input + output)
        {
            reasoning = Math.Max(reasoning, _total.Value - input - output);
            output = _total.Value - input;
        }

        return new AiUsage(input, Math.Min(cached, input), Math.Min(write, input), output, Math.Min(reasoning, output), Estimated: false);
    }

    /// <summary>Records the usage in a JSON answer or event; other JSON changes nothing.</summary>
    public void Take(ReadOnlySpan<byte> json) => Read(json, root =>
    {
        Object(root, "message", message => Object(message, "usage", Fields));
        Object(root, "usage", Fields);
    });

    /// <summary>Records the usage in a member of the answer that has it.</summary>
    public void TakeIn(ReadOnlySpan<byte> json) => Read(json, root => Object(root, "usage", Fields));

    /// <summary>Records the usage itself.</summary>
    public void TakeUsage(ReadOnlySpan<byte> json) => Read(json, Fields);

    private static void Read(ReadOnlySpan<byte> json, Action<JsonElement> read)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowTrailingCommas = true });
            using var document = JsonDocument.ParseValue(ref reader);
            read(document.RootElement);
        }
        catch (JsonException)
        {
            // The reader of the answer reads the same bytes and reports the error.
        }
    }

    private void Fields(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object) return;
        Number(usage, "prompt_tokens", ref _openAiInput);
        Number(usage, "completion_tokens", ref _output);
        Number(usage, "total_tokens", ref _total);
        Number(usage, "prompt_cache_hit_tokens", ref _hit);
        // Moonshot.
        Number(usage, "cached_tokens", ref _cached);
        Object(usage, "prompt_tokens_details", details => Number(details, "cached_tokens", ref _cached));
        Object(usage, "completion_tokens_details", details => Number(details, "reasoning_tokens", ref _reasoning));
        Number(usage, "input_tokens", ref _anthropicInput);
        Number(usage, "output_tokens", ref _output);
        Number(usage, "cache_read_input_tokens", ref _cacheRead);
        Number(usage, "cache_creation_input_tokens", ref _cacheWrite);
    }

    private static void Object(JsonElement parent, string name, Action<JsonElement> read)
    {
        if (parent.ValueKind == JsonValueKind.Object
            && parent.TryGetProperty(name, out var child)
            && child.ValueKind == JsonValueKind.Object)
        {
            read(child);
        }
    }

    private static string? Word(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void Number(JsonElement parent, string name, ref long? field)
    {
        if (!parent.TryGetProperty(name, out var value)) return;
        // Some proxies send numbers as strings.
        var isNumber = value.ValueKind == JsonValueKind.Number ? value.TryGetDouble(out var number)
            : double.TryParse(Word(value), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        if (isNumber && number is >= 0 and < 1e12) field = (long)number;
    }
}
