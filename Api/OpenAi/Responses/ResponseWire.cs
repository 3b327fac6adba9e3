using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Api.OpenAi.Responses;

/// <summary>A request of OpenAI's Responses API. Members that are not listed here are accepted where OpenAI's SDKs send them.</summary>
/// <param name="Model">A class (chat, code, quick, vision) or one of GET /v1/models.</param>
/// <param name="Input">A text, or a list of items, oldest first.</param>
/// <param name="Instructions">How to answer this request; not taken over by one that continues it.</param>
/// <param name="PreviousResponseId">The stored response that this one continues.</param>
/// <param name="Stream">Whether the response comes as server-sent events.</param>
/// <param name="Store">Whether it is stored; true unless you say otherwise.</param>
/// <param name="Background">Whether it goes on without a reader.</param>
/// <param name="MaxOutputTokens">The longest answer, in tokens.</param>
/// <param name="Tools">function, custom and namespace.</param>
/// <param name="ToolChoice">none, auto, required, one of the tools or allowed_tools.</param>
/// <param name="Text">format and verbosity.</param>
/// <param name="Reasoning">effort and summary.</param>
/// <param name="Include">reasoning.encrypted_content, for a client that keeps its conversation itself.</param>
internal sealed record ResponseRequest(
    string Model, JsonElement? Input = null, string? Instructions = null, string? PreviousResponseId = null, bool? Stream = null,
    bool? Store = null, bool? Background = null, int? MaxOutputTokens = null, JsonElement[]? Tools = null, JsonElement? ToolChoice = null,
    JsonElement? Text = null, JsonElement? Reasoning = null, string[]? Include = null);

/// <summary>A response. As a stream, events hold its parts, and the last one all of it.</summary>
/// <param name="Id">Names the response.</param>
/// <param name="Object">Always response.</param>
/// <param name="CreatedAt">Seconds since 1970.</param>
/// <param name="Status">queued, in_progress, completed, incomplete, failed or cancelled.</param>
/// <param name="Model">The model that was asked for.</param>
/// <param name="Output">Messages, reasoning and calls, in order.</param>
/// <param name="Usage">The tokens that were used.</param>
internal sealed record Response(
    string Id, string Object, long CreatedAt, string Status, string Model, JsonElement[] Output, JsonElement? Usage);

/// <param name="Id">The response's id.</param>
/// <param name="Object">Always response.</param>
/// <param name="Deleted">Always true.</param>
internal sealed record DeletedResponse(string Id, string Object, bool Deleted);

/// <param name="Object">Always list.</param>
/// <param name="Data">The items.</param>
/// <param name="FirstId">The id of the first one.</param>
/// <param name="LastId">The id of the last one.</param>
/// <param name="HasMore">Whether more follow.</param>
internal sealed record InputItems(string Object, JsonElement[] Data, string? FirstId, string? LastId, bool HasMore);

internal static class ResponseExamples
{
    public static JsonNode Request { get; } = JsonNode.Parse("""{"model":"chat","input":"Which prime is even?"}""")!;

    public static JsonNode Answer { get; } = JsonNode.Parse("""
        {"id":"resp_c4hk2vq6m3ya5znd7xw2tb4e6u","object":"response","created_at":1795953600,"status":"completed","model":"chat",
         "output":[{"id":"msg_c4hk2vq6m3ya5znd7xw2tb4e6u_0","type":"message","status":"completed","role":"assistant",
          "content":[{"type":"output_text","text":"Two.","annotations":[],"logprobs":[]}]}],
         "usage":{"input_tokens":12,"output_tokens":2,"total_tokens":14}}
        """)!;

    public static JsonNode Deleted { get; } =
        JsonNode.Parse("""{"id":"resp_c4hk2vq6m3ya5znd7xw2tb4e6u","object":"response","deleted":true}""")!;

    public static JsonNode InputItems { get; } = JsonNode.Parse("""
        {"object":"list","data":[{"id":"msg_c4hk2vq6m3ya5znd7xw2tb4e6u_1000","type":"message","status":"completed","role":"user",
          "content":[{"type":"input_text","text":"Which prime is even?"}]}],
         "first_id":"msg_c4hk2vq6m3ya5znd7xw2tb4e6u_1000","last_id":"msg_c4hk2vq6m3ya5znd7xw2tb4e6u_1000","has_more":false}
        """)!;
}
