using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Gateway.OpenApi;

namespace ObsidianVault.Api.Ai;

/// <summary>A question to the AI in a session's name; the OpenAI-compatible API has more to set.</summary>
internal static class AiChatEndpoints
{
    private const int MaxMessages = 200;
    private const int MaxCharacters = 400_000;

    public static void MapAiChat(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/ai/chat", PostAsync).RequireAuthorization(Access.Session).WithTags("ai")
            .Produces<AiChatAnswer>(StatusCodes.Status200OK, "application/json", EventStream.MediaType)
            .ProducesError(402, 404, 429, 502, 504)
            .Takes(new AiChatRequest("Which prime is even?")).AnswersLike(AiChatAnswer.Example)
            .WithSummary("Answers a message or a conversation.")
            .WithDescription("Where stream is true, as server-sent events: delta with a piece of the text, then done with the whole "
                + "answer, or error.");

    private static async Task<IResult> PostAsync(
        Body<AiChatRequest> request, Caller caller, HttpContext http, IAiService ai, TimeProvider time, IOptions<GatewayOptions> gateway)
    {
        var body = request.Value;
        var faults = Check(body).ToArray();
        if (faults.Length > 0) return Problems.Invalid(faults);
        var call = new AiCall
        {
            User = caller.SessionId,
            RequestId = http.TraceIdentifier,
            Class = body.Class ?? AiClass.Chat,
            Model = body.Model,
            Messages = [.. MessagesOf(body).Select(m => new ChatMessage(new ChatRole(m.Role!), m.Content))],
            Options = body.MaxTokens is { } most ? new ChatOptions { MaxOutputTokens = most } : null,
            MayBeTruncated = body.MaxTokens is not null,
            Language = body.Language,
            Channel = "web",
            MayUseCache = CacheWish.Of(http, isDeterministic: false),
        };
        var watch = http.WatchBudget();
        if (body.Stream == true)
        {
            return await AnswerStream.OpenAsync(
                ai.StreamAsync(call, http.RequestAborted), http, watch, time, gateway.Value.Heartbeat,
                chunk => chunk.Update.Text is { Length: > 0 } text ? new AiChatDelta(text) : null,
                chunk => chunk.Completed is { } completed ? AiChatAnswer.Of(completed, call.RequestId) : null);
        }

        var answer = await ai.CompleteAsync(call, http.RequestAborted);
        http.Response.SetBudget(watch.Decision);
        return TypedResults.Ok(AiChatAnswer.Of(answer, call.RequestId));
    }

    private static IEnumerable<(string Field, string Fault)> Check(AiChatRequest body)
    {
        if (string.IsNullOrWhiteSpace(body.Message) == (body.Messages is not { Length: > 0 }))
            yield return ("message", "Send either a message or messages.");
        if (body.Messages is { Length: > MaxMessages }) yield return ("messages", $"At most {MaxMessages}.");
        if (body.Messages?.Any(m => m is not { Role: "system" or "user" or "assistant", Content.Length: > 0 }) == true)
            yield return ("messages", "Each needs a role (system, user or assistant) and a content.");
        if ((body.Message?.Length ?? 0) + (long)(body.Messages?.Sum(m => m?.Content?.Length ?? 0) ?? 0) > MaxCharacters)
            yield return ("messages", $"At most {MaxCharacters} characters in all.");
        if (body.Class is not null && (body.Class == AiClass.Embed || !AiClass.All.Contains(body.Class)))
            yield return ("class", "Must be chat, code, quick or vision.");
        if (body.Model is { Length: 0 or > OpenAiLimits.MaxNameLength }) yield return ("model",
            $"1 to {OpenAiLimits.MaxNameLength} characters.");
        if (body.MaxTokens is < 1 or > 1_000_000) yield return ("max_tokens", "Must be from 1 to 1,000,000.");
        if (body.Language is { Length: not 2 }) yield return ("language", "Two letters, ISO 639-1.");
    }

    private static AiChatMessage[] MessagesOf(AiChatRequest body) =>
        body.Messages is { Length: > 0 } all ? all : [new AiChatMessage("user", body.Message)];
}

/// <summary>A question to the AI.</summary>
/// <param name="Message">What the user says. Send either this or messages.</param>
/// <param name="Messages">The conversation, oldest first.</param>
/// <param name="Class">chat (default), code, quick or vision.</param>
/// <param name="Model">One of <c>GET /v1/models</c>; not given: the class decides.</param>
/// <param name="Language">The person's, ISO 639-1.</param>
/// <param name="MaxTokens">The longest answer, in tokens.</param>
/// <param name="Stream">Whether the answer comes as server-sent events.</param>
internal sealed record AiChatRequest(
    string? Message, AiChatMessage[]? Messages = null, string? Class = null, string? Model = null, string? Language = null,
        int? MaxTokens = null, bool? Stream = null);

/// <summary>One message of a conversation.</summary>
/// <param name="Role">system, user or assistant.</param>
/// <param name="Content">What was said.</param>
internal sealed record AiChatMessage(string? Role, string? Content);

internal sealed record AiChatDelta(string Text);

/// <summary>An answer of the AI.</summary>
/// <param name="Code">For the class code: what was inside the fence.</param>
/// <param name="Cost">US dollars.</param>
internal sealed record AiChatAnswer(
    string RequestId, string Text, string? Code, string Provider, string Model, string FinishReason, bool Cached, decimal Cost,
        int Attempts, AiUsage Usage)
{
    public static AiChatAnswer Example { get; } = new(
        "req_c4hk2vq6m3ya5znd7xw2tb4e6u", "Two is the only even prime.", null, "openai", "gpt-4o-mini", "stop", false, 0.0000123m, 1,
            new AiUsage(12, 0, 0, 8, 0, Estimated: false));

    public static AiChatAnswer Of(AiResponse answer, string requestId) => new(
        requestId, answer.Text, answer.Code, answer.Provider, answer.Model, answer.FinishReason.Value, answer.IsCached, answer.Cost,
            answer.Attempts, answer.Usage);
}
