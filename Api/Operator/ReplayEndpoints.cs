using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Operator;

/// <summary>
/// Answers a message once more, from what was recorded of it: with another model or other instructions. Nothing is sent, nothing is
/// stored, and the person pays nothing: the service's own ledger does.
/// </summary>
internal static class ReplayEndpoints
{
    /// <summary>The ledger that pays.</summary>
    private const string Payer = "operator-replay";

    private const int MaxInstructions = 8_000;

    /// <summary>How many lines a model is shown, as in a chat.</summary>
    private const int MaxLines = 20;

    public static void MapReplays(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/operator").WithTags("operator").RequireAuthorization(Access.Operator)
            .ProducesError(StatusCodes.Status404NotFound);
        group.MapPost("conversations/{id}/replay", ReplayAsync)
            .Takes(new NewReplay(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero), "openai/gpt-4o-mini"))
            .AnswersLike(new ReplayView("Two is prime.", "Two is the only even prime.", "openai/gpt-4o-mini", 120, 0.0000123m))
            .WithParameter("id", "The conversation's session.")
            .WithSummary("Answers a message again, with another model or other instructions.")
            .WithDescription("From the lines before the answer, at most 20. Nothing is sent, stored or charged to the person. Notes that "
                + "the first answer came from are not looked up again.");
        group.MapGet("models", (IAiService ai) => TypedResults.Ok(new ReplayModels(
                [.. ai.Models.Where(model => !model.Embeds).Select(model => model.Name).Distinct().Order(StringComparer.Ordinal)])))
            .AnswersLike(new ReplayModels(["chat", "openai/gpt-4o-mini"]))
            .WithSummary("The models that can answer.")
            .WithDescription("Classes, such as chat, and single models.");
    }

    private static async Task<Results<Ok<ReplayView>, ProblemHttpResult>> ReplayAsync(
        string id, Body<NewReplay> body, HttpContext http, IClusterClient grains, IChatAssistant assistant, IAiService ai)
    {
        var (at, model, instructions) = body.Value;
        if (model is not null && ai.Models.All(known => known.Name != model || known.Embeds))
            return Problems.Invalid(("model", "Must be one of GET /api/v1/operator/models."));
        if (instructions is { Length: 0 or > MaxInstructions })
            return Problems.Invalid(("instructions", $"Must have 1 to {MaxInstructions} characters."));
        if (await ConversationEndpoints.FindSessionAsync(grains, id) is not { } session) return Problems.NotFound("conversation");
        var said = session.History.Where(line => line.Role != ChatTurn.Note).ToList();
        var answer = said.FindIndex(line => line.Role == "assistant" && line.At == at);
        var lines = answer < 0 ? [] : said.Take(answer).TakeLast(MaxLines).ToImmutableArray();
        if (lines is not [.., { Role: "user" }]) return Problems.NotFound("answer at this time, or no question before it");
        var reply = await assistant.AnswerAsync(
            new ChatQuestion(Payer, GrainKeys.NewId(), "operator", lines, [], session.Language)
            {
                Model = model,
                Instructions = instructions,
            },
            http.RequestAborted);
        return TypedResults.Ok(new ReplayView(said[answer].Text, reply.Text, reply.Model, reply.Tokens, reply.Cost));
    }
}

/// <summary>An answer that is to be given again.</summary>
/// <param name="At">When the answer was given, as the conversation says.</param>
/// <param name="Model">One of GET /api/v1/operator/models; the one that answers chats where it is left out.</param>
/// <param name="Instructions">What the model is told beforehand, 1 to 8,000 characters; as in chats where it is left out.</param>
internal sealed record NewReplay(DateTimeOffset At, string? Model = null, string? Instructions = null);

/// <summary>Two answers to one question.</summary>
/// <param name="Before">What was answered.</param>
/// <param name="After">What would be answered now.</param>
/// <param name="Model">Which model that was.</param>
/// <param name="Tokens">What it took.</param>
/// <param name="Cost">US dollars, of the service's own ledger.</param>
internal sealed record ReplayView(string Before, string After, string Model, long Tokens, decimal Cost);

/// <summary>The models that can answer.</summary>
/// <param name="Models">By name.</param>
internal sealed record ReplayModels(string[] Models);
