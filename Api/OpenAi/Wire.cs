using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Api.OpenAi;

/// <summary>A request of OpenAI's chat API. Members that are not listed here are accepted where OpenAI's SDKs send them.</summary>
/// <param name="Model">A class (chat, code, quick, vision) or one of GET /v1/models.</param>
/// <param name="Messages">The conversation, oldest first.</param>
/// <param name="Stream">Whether the answer comes as server-sent events.</param>
/// <param name="Temperature">0 to 2.</param>
/// <param name="TopP">0 to 1.</param>
/// <param name="MaxCompletionTokens">The longest answer, in tokens.</param>
/// <param name="Stop">A text or a list of at most four, before which the answer ends.</param>
/// <param name="Tools">Functions that the model may call.</param>
/// <param name="ToolChoice">none, auto, required or one of the tools.</param>
/// <param name="ResponseFormat">text, json_object or json_schema.</param>
internal sealed record ChatCompletionRequest(
    string Model, ChatCompletionMessage[] Messages, bool? Stream = null, double? Temperature = null, double? TopP = null,
        int? MaxCompletionTokens = null,
    JsonElement? Stop = null, JsonElement[]? Tools = null, JsonElement? ToolChoice = null, JsonElement? ResponseFormat = null);

/// <summary>One message.</summary>
/// <param name="Role">system, developer, user, assistant or tool.</param>
/// <param name="Content">A text, or a list of parts: text and image_url.</param>
internal sealed record ChatCompletionMessage(string Role, JsonElement Content);

/// <summary>An answer of OpenAI's chat API. As a stream, each event holds a chunk of it, and the last one is [DONE].</summary>
/// <param name="Id">Names the answer.</param>
/// <param name="Object">chat.completion, or chat.completion.chunk in a stream.</param>
/// <param name="Created">Seconds since 1970.</param>
/// <param name="Model">Who answered.</param>
/// <param name="Choices">One.</param>
/// <param name="Usage">The tokens that were used.</param>
internal sealed record ChatCompletion(string Id, string Object, long Created, string Model, JsonElement[] Choices, JsonElement? Usage);

/// <summary>A request of OpenAI's embeddings API.</summary>
/// <param name="Model">A model that makes vectors.</param>
/// <param name="Input">A text, or a list of at most 2,048.</param>
/// <param name="Dimensions">How long the vectors are, where the model can choose.</param>
/// <param name="EncodingFormat">float (default) or base64.</param>
internal sealed record EmbeddingsRequest(string Model, JsonElement Input, int? Dimensions = null, string? EncodingFormat = null);

/// <summary>An answer of OpenAI's embeddings API.</summary>
/// <param name="Object">Always list.</param>
/// <param name="Data">A vector for each text.</param>
/// <param name="Model">Who answered.</param>
/// <param name="Usage">The tokens that were used.</param>
internal sealed record EmbeddingList(string Object, JsonElement[] Data, string Model, JsonElement Usage);

/// <summary>What requests and answers look like, for the description of the Api; the wire format itself is in <c>Ai/OpenAi</c>.</summary>
internal static class Wire
{
    public static JsonNode Chat { get; } = Parse("""{"model":"chat","messages":[{"role":"user","content":"Which prime is even?"}]}""");

    public static JsonNode ChatAnswer { get; } = Parse("""
        {"id":"chatcmpl-c4hk2vq6m3ya5znd7xw2tb4e6u","object":"chat.completion","created":1795953600,"model":"gpt-4o-mini",
         "choices":[{"index":0,"message":{"role":"assistant","content":"Two.","refusal":null},"logprobs":null,"finish_reason":"stop"}],
         "usage":{"prompt_tokens":12,"completion_tokens":2,"total_tokens":14}}
        """);

    public static string Stream => "id: 3\ndata: {\"id\":\"chatcmpl-c4hk2vq6m3ya5znd7xw2tb4e6u\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Two.\"}}]}\n\n";

    public static JsonNode Embed { get; } = Parse("""{"model":"text-embedding-3-small","input":["first","second"]}""");

    public static JsonNode EmbedAnswer { get; } = Parse("""
        {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,-0.2]}],"model":"text-embedding-3-small","usage":{"prompt_tokens":2,"total_tokens":2}}
        """);

    public static Model Model { get; } = new("openai/gpt-4o-mini", "model", 0, "openai", 128_000, true, false, false);

    public static ModelList ModelList { get; } = new("list", [Model]);

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
