using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.Providers.ChatCompletions;

/// <summary>Writes a request to a chat completions API in a backend's dialect.</summary>
/// <param name="refused">Members that this backend refused lately: they are left out as well.</param>
internal sealed class RequestWriter(Dialect dialect, string model, IReadOnlySet<string> refused)
{
    public static JsonWriterOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public ReadOnlyMemory<byte> Write(IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        options ??= new ChatOptions();
        var output = new ArrayBufferWriter<byte>(2_048);
        using var json = new Utf8JsonWriter(output, Json);
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteStartArray("messages"u8);
        var writer = new MessageWriter(json, dialect, model, Sends);
        foreach (var message in Conversation.For(dialect, messages)) writer.Write(message);
        json.WriteEndArray();
        if (stream)
        {
            json.WriteBoolean("stream"u8, value: true);
            if (Sends("stream_options"))
            {
                json.WriteStartObject("stream_options"u8);
                json.WriteBoolean("include_usage"u8, value: true);
                json.WriteEndObject();
            }
        }

        WriteSampling(json, options);
        new ToolWriter(json, dialect, Sends).Write(options);
        WriteFormat(json, options);
        WriteEffort(json, options);
        WriteOwn(json, options);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    private bool Sends(string member) => !dialect.Omits.Contains(member) && !refused.Contains(member);

    private void WriteSampling(Utf8JsonWriter json, ChatOptions options)
    {
        if (options.MaxOutputTokens is { } most)
        {
            var other = dialect.OutputLimit == "max_tokens" ? "max_completion_tokens" : "max_tokens";
            json.WriteNumber(refused.Contains(dialect.OutputLimit) ? other : dialect.OutputLimit, most);
        }

        if (!dialect.FixedSampling)
        {
            if (options.Temperature is { } temperature && Sends("temperature"))
                json.WriteNumber("temperature"u8, Math.Clamp(temperature, dialect.LeastTemperature, dialect.MostTemperature));
            Number("top_p", options.TopP);
        }

        Number("frequency_penalty", options.FrequencyPenalty);
        Number("presence_penalty", options.PresencePenalty);
        if (options.Seed is { } seed)
        {
            if (dialect.Name == "mistral") json.WriteNumber("random_seed"u8, seed);
            else if (Sends("seed")) json.WriteNumber("seed"u8, seed);
        }

        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop"u8);
            foreach (var stop in stops) json.WriteStringValue(stop);
            json.WriteEndArray();
        }

        void Number(string name, float? value)
        {
            if (value is { } number && Sends(name)) json.WriteNumber(name, number);
        }
    }

    private void WriteFormat(Utf8JsonWriter json, ChatOptions options)
    {
        if (dialect.Json == JsonMode.Prompt || options.ResponseFormat is not ChatResponseFormatJson format) return;
        json.WriteStartObject("response_format"u8);
        if (dialect.Json != JsonMode.Object
            && options.AdditionalProperties?.GetValueOrDefault(RequestMembers.JsonSchema) is JsonElement bare)
        {
            // A schema's name and nothing else, as the caller wrote it.
            json.WriteString("type"u8, "json_schema"u8);
            json.WritePropertyName("json_schema"u8);
            bare.WriteTo(json);
        }
        else if (dialect.Json == JsonMode.SchemaOnly || format.Schema is not null)
        {
            json.WriteString("type"u8, "json_schema"u8);
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, format.SchemaName ?? "answer");
            if (format.SchemaDescription is { } description) json.WriteString("description"u8, description);
            json.WritePropertyName("schema"u8);
            if (format.Schema is { } schema) SchemaWriter.Write(json, schema, dialect);
            else json.WriteRawValue("""{"type":"object"}"""u8);
            if (options.AdditionalProperties?.GetValueOrDefault(RequestMembers.Strict) is true && Sends("strict"))
                json.WriteBoolean("strict"u8, value: true);
            json.WriteEndObject();
        }
        else json.WriteString("type"u8, "json_object"u8);
        json.WriteEndObject();
    }

    private void WriteEffort(Utf8JsonWriter json, ChatOptions options)
    {
        // A backend that has the member itself gets it as it is.
        var own = options.AdditionalProperties?.ContainsKey(RequestMembers.Effort) == true || !dialect.Has.Contains("reasoning");
        var word = (own ? RequestMembers.EffortOf(options) : null) ?? options.Reasoning?.Effort switch
        {
            ReasoningEffort.None => "none",
            ReasoningEffort.Low => "low",
            ReasoningEffort.Medium => "medium",
            ReasoningEffort.High => "high",
            ReasoningEffort.ExtraHigh => "xhigh",
            _ => null,
        };
        if (word is null) return;
        var thinks = word != "none";
        switch (dialect.Effort)
        {
            case EffortMode.Object when options.AdditionalProperties?.ContainsKey("reasoning") != true:
                json.WriteStartObject("reasoning"u8);
                json.WriteString("effort"u8, word);
                json.WriteEndObject();
                break;
            case EffortMode.Switch when options.AdditionalProperties?.ContainsKey("thinking") != true && Sends("thinking"):
                json.WriteStartObject("thinking"u8);
                json.WriteString("type"u8, thinks ? "enabled"u8 : "disabled"u8);
                json.WriteEndObject();
                if (thinks && Sends(RequestMembers.Effort)) json.WriteString(RequestMembers.Effort, word);
                break;
            case EffortMode.Flag when options.AdditionalProperties?.ContainsKey("enable_thinking") != true && Sends("enable_thinking"):
                json.WriteBoolean("enable_thinking"u8, thinks);
                break;
            case EffortMode.Word when Sends(RequestMembers.Effort):
                json.WriteString(RequestMembers.Effort, word);
                break;
            default:
                break;
        }
    }

    /// <summary>Members that not every backend has, as the caller wrote them.</summary>
    private void WriteOwn(Utf8JsonWriter json, ChatOptions options)
    {
        foreach (var (name, value) in options.AdditionalProperties ?? [])
        {
            if (value is not JsonElement element) continue;
            var isSent = RequestMembers.Optional.Contains(name) ? Sends(name)
                : (RequestMembers.Needed.Contains(name) || RequestMembers.Extras.Contains(name))
                    && dialect.Has.Contains(name) && !refused.Contains(name);
            if (!isSent) continue;
            json.WritePropertyName(name);
            element.WriteTo(json);
        }
    }
}
