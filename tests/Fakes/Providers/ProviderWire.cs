using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Fakes.Providers;

/// <summary>How one protocol encodes an answer.</summary>
internal abstract class ProviderWire
{
    public abstract string Whole(ProviderReply reply, ProviderRequest request, string id);

    public abstract IEnumerable<string> Opening(ProviderReply reply, ProviderRequest request, string id);

    public abstract string Piece(string word, ProviderReply reply, ProviderRequest request, string id);

    public abstract IEnumerable<string> Closing(ProviderReply reply, ProviderRequest request, string id);

    /// <summary>Splits "one two " into "one ", "two ".</summary>
    public static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf(' ', start);
            end = end < 0 ? text.Length : end + 1;
            yield return text[start..end];
            start = end;
        }
    }

    protected static string Json(object value) => JsonSerializer.Serialize(value);
}

/// <summary><c>chat.completion</c> and <c>chat.completion.chunk</c>.</summary>
internal sealed class OpenAiWire : ProviderWire
{
    public override string Whole(ProviderReply reply, ProviderRequest request, string id)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = reply.ToolCalls is null ? reply.Text : null };
        if (reply.ToolCalls is { } tools) message["tool_calls"] = JsonNode.Parse(tools);
        var answer = new JsonObject
        {
            ["id"] = id, ["object"] = "chat.completion", ["created"] = 1_790_000_000, ["model"] = request.Model,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = reply.Finish }),
        };
        if (reply.Usage is { } usage) answer["usage"] = JsonNode.Parse(usage);
        return answer.ToJsonString();
    }

    public override IEnumerable<string> Opening(ProviderReply reply, ProviderRequest request, string id)
    {
        // An error as the first event is sent alone.
        if (reply is { End: StreamEnd.Event, EndAfter: 0 }) yield break;
        yield return Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null, null, request, id);
        if (reply.Call is not { } name) yield break;
        yield return Chunk(Call(new JsonObject { ["name"] = name, ["arguments"] = "" }, "call_1"), null, null, request, id);
    }

    public override string Piece(string word, ProviderReply reply, ProviderRequest request, string id) =>
        Chunk(
            reply.Call is null ? new JsonObject { ["content"] = word } : Call(new JsonObject { ["arguments"] = word }, null),
            null,
            reply.UsageInEveryPiece ? reply.Usage : null,
            request,
            id);

    public override IEnumerable<string> Closing(ProviderReply reply, ProviderRequest request, string id)
    {
        if (reply.ToolCalls is { } tools)
        {
            var calls = JsonNode.Parse(tools)!.AsArray();
            for (var i = 0; i < calls.Count; i++) calls[i]!["index"] = i;
            yield return Chunk(new JsonObject { ["tool_calls"] = calls }, null, null, request, id);
        }

        var finish = reply.Call is null ? reply.Finish : "tool_calls";
        yield return Chunk(new JsonObject(), finish, reply.UsageInEveryPiece ? reply.Usage : null, request, id);
        if (reply.Usage is { } usage && !reply.UsageInEveryPiece)
        {
            yield return $"data: {{\"id\":\"{id}\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
                + $"\"model\":{Json(request.Model!)},\"choices\":[],\"usage\":{usage}}}\n\n";
        }

        yield return "data: [DONE]\n\n";
    }

    private static JsonObject Call(JsonObject function, string? id)
    {
        var call = new JsonObject { ["index"] = 0, ["function"] = function };
        if (id is not null) (call["id"], call["type"]) = (id, "function");
        return new JsonObject { ["tool_calls"] = new JsonArray(call) };
    }

    private static string Chunk(JsonObject delta, string? finish, string? usage, ProviderRequest request, string id)
    {
        var chunk = new JsonObject
        {
            ["id"] = id, ["object"] = "chat.completion.chunk", ["created"] = 1_790_000_000, ["model"] = request.Model,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
        };
        if (usage is not null) chunk["usage"] = JsonNode.Parse(usage);
        return $"data: {chunk.ToJsonString()}\n\n";
    }
}

/// <summary>Anthropic's <c>message</c> and its events. Its usage is <c>{"input_tokens":..,"output_tokens":..}</c>.</summary>
internal sealed class AnthropicWire : ProviderWire
{
    public override string Whole(ProviderReply reply, ProviderRequest request, string id) => new JsonObject
    {
        ["id"] = id, ["type"] = "message", ["role"] = "assistant", ["model"] = request.Model,
        ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = reply.Text }),
        ["stop_reason"] = Stop(reply.Finish), ["stop_sequence"] = null, ["usage"] = Usage(reply),
    }.ToJsonString();

    public override IEnumerable<string> Opening(ProviderReply reply, ProviderRequest request, string id)
    {
        if (reply is { End: StreamEnd.Event, EndAfter: 0 }) yield break;
        var start = Usage(reply);
        start["output_tokens"] = 1;
        yield return Event("message_start", new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["id"] = id, ["type"] = "message", ["role"] = "assistant", ["model"] = request.Model, ["content"] = new JsonArray(),
                ["stop_reason"] = null, ["stop_sequence"] = null, ["usage"] = start,
            },
        });
        yield return Event("content_block_start", new JsonObject
        {
            ["index"] = 0,
            ["content_block"] = new JsonObject { ["type"] = "text", ["text"] = "" },
        });
    }

    public override string Piece(string word, ProviderReply reply, ProviderRequest request, string id) =>
        Event("content_block_delta", new JsonObject
        {
            ["index"] = 0,
            ["delta"] = new JsonObject { ["type"] = "text_delta", ["text"] = word },
        });

    public override IEnumerable<string> Closing(ProviderReply reply, ProviderRequest request, string id)
    {
        yield return Event("content_block_stop", new JsonObject { ["index"] = 0 });
        yield return Event("message_delta", new JsonObject
        {
            ["delta"] = new JsonObject { ["stop_reason"] = Stop(reply.Finish), ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = (long?)Usage(reply)["output_tokens"] ?? 0 },
        });
        yield return Event("message_stop", new JsonObject());
    }

    private static JsonObject Usage(ProviderReply reply) =>
        reply.Usage is { } usage && JsonNode.Parse(usage) is JsonObject own && own.ContainsKey("input_tokens")
            ? own
            : new JsonObject { ["input_tokens"] = 10, ["output_tokens"] = 5 };

    private static string? Stop(string? finish) => finish switch
    {
        "stop" => "end_turn",
        "length" => "max_tokens",
        "content_filter" => "refusal",
        var other => other,
    };

    private static string Event(string type, JsonObject data)
    {
        data["type"] = type;
        return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
    }
}
