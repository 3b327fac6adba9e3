using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>A request to <c>POST /v1/chat/completions</c>. Unknown members are ignored.</summary>
public sealed record ChatRequest
{
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = OpenAiLimits.MaxDepth };

    public required string Model { get; init; }

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public required ChatOptions Options { get; init; }

    public bool Stream { get; init; }

    /// <summary>Whether a stream ends with a usage chunk.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>Whether it has "functions", which came before tools: the answer then has function_call.</summary>
    public bool HasFunctions { get; init; }

    /// <summary>What the answer says of the service tier if its provider says nothing; null where the request does not name one.</summary>
    public string? Tier => Options.AdditionalProperties?.ContainsKey("service_tier") == true ? "default" : null;

    /// <summary>Whether equal requests are meant to have equal answers: only then one may be another's without being asked for.</summary>
    public bool IsDeterministic => Options.Temperature == 0 || Options.Seed is not null;

    /// <exception cref="OpenAiRequestException">The request is invalid; the message says why.</exception>
    public static ChatRequest Parse(ReadOnlyMemory<byte> utf8, OpenAiLimits limits)
    {
        using var document = ParseJson(utf8);
        try
        {
            return Read(document.RootElement.Object("body"), limits);
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode();
        }
    }

    /// <summary>JSON strings may contain invalid text: bytes that are not UTF-8, and unpaired surrogates.</summary>
    internal static OpenAiRequestException NotUnicode() =>
        new("The request contains text that is not valid Unicode.", code: "invalid_json");

    internal static JsonDocument ParseJson(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, s_json);
        }
        catch (JsonException error)
        {
            throw new OpenAiRequestException(
                $"We could not parse the JSON body of your request: there is an error in line {error.LineNumber}, "
                + $"byte {error.BytePositionInLine}, "
                + $"or it is nested deeper than {OpenAiLimits.MaxDepth} levels.",
                code: "invalid_json");
        }
    }

    /// <summary>The request as a call to the AI service.</summary>
    /// <param name="deadline">How long an answer may take, or a stream until it begins.</param>
    public AiCall ToCall(string user, string requestId, bool mayUseCache, TimeSpan deadline) => new()
    {
        User = user,
        RequestId = requestId,
        Model = Model,
        Class = AiClass.All.Contains(Model) ? Model : AiClass.Chat,
        Messages = Messages,
        Options = Options,
        MayUseCache = mayUseCache,
        MayBeTruncated = Options.MaxOutputTokens is not null,
        Deadline = Stream ? null : deadline,
        BeginDeadline = deadline,
        Channel = "api",
    };

    private static ChatRequest Read(JsonElement root, OpenAiLimits limits)
    {
        var model = root.Text("model");
        if (string.IsNullOrWhiteSpace(model)) throw JsonReading.Missing("model");
        if (model.Length > OpenAiLimits.MaxNameLength)
            throw JsonReading.Wrong("model", $"at most {OpenAiLimits.MaxNameLength} characters long");
        if (root.Whole("n", 1, 128) > 1) throw Unsupported("n", "Only one choice is returned; send another request for more.");
        if (root.Member("audio") is not null) throw Unsupported("audio", "Answers are text only.");
        if (root.Member("modalities") is { } modalities && !IsTextOnly(modalities))
            throw Unsupported("modalities", "Answers are text only.");
        if (root.Member("function_call") is { } call && !ChatOptionsReader.IsLegacy(root) && !IsNone(call))
            throw Unsupported("function_call", "It chooses among 'functions'. With 'tools', send 'tool_choice'.");
        var stream = root.Flag("stream") ?? false;
        var streamOptions = root.Member("stream_options");
        return new ChatRequest
        {
            Model = model,
            Messages = ChatMessageReader.Read(root, limits),
            Options = ChatOptionsReader.Read(root),
            Stream = stream,
            HasFunctions = ChatOptionsReader.IsLegacy(root),
            IncludeUsage = stream && streamOptions?.Object("stream_options").Flag("include_usage", "stream_options.") == true,
        };
    }

    private static bool IsNone(JsonElement choice) => choice.ValueKind == JsonValueKind.String && choice.ValueEquals("none");

    private static bool IsTextOnly(JsonElement modalities) =>
        modalities.ValueKind == JsonValueKind.Array
        && modalities.EnumerateArray().All(m => m.ValueKind == JsonValueKind.String && m.ValueEquals("text"));

    internal static OpenAiRequestException Unsupported(string param, string why) =>
        new($"'{param}' is not supported. {why}", param, "unsupported_parameter");
}
