using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Desk;

namespace ObsidianVault.Api.Operator;

/// <summary>What operators say often, and the templates of WhatsApp that they send.</summary>
internal static class ReplyEndpoints
{
    private const int MaxId = 60;
    private const int MaxTitle = 100;
    private const int MaxText = 4_096;
    private const int MaxTemplate = 512;
    private static readonly string[] s_categories = ["marketing", "utility", "authentication"];

    public static void MapReplies(this IEndpointRouteBuilder routes)
    {
        var example = new ReplyView("opening-hours", "Opening hours", "We are here from 9 to 17.", null, null, null);
        var group = routes.MapGroup("/api/v1/operator/replies").WithTags("operator").RequireAuthorization(Access.Operator)
            .ProducesError(StatusCodes.Status404NotFound);
        group.MapGet("", ListAsync).AnswersLike(new ReplyList([example]))
            .WithSummary("What operators say often.")
            .WithDescription("Texts, and approved templates of WhatsApp with the words that they were approved with.");
        group.MapPut("{id}", PutAsync).Takes(new NewReply("Opening hours", "We are here from 9 to 17."))
            .ProducesError(StatusCodes.Status409Conflict)
            .WithParameter("id", "Letters, digits and hyphens, at most 60.")
            .WithSummary("Stores a text or a template.")
            .WithDescription("In the place of the one with this id. A template's variables are written {{1}}, {{2}} in its text.");
        group.MapDelete("{id}", RemoveAsync).WithParameter("id", "The reply's id.")
            .WithSummary("Deletes a text or a template.")
            .WithDescription("What was sent stays.");
    }

    private static async Task<Ok<ReplyList>> ListAsync(IClusterClient grains) =>
        TypedResults.Ok(new ReplyList([.. (await Replies(grains).ListAsync()).Select(ReplyView.Of)]));

    private static async Task<Results<NoContent, ProblemHttpResult>> PutAsync(string id, Body<NewReply> body, IClusterClient grains)
    {
        if (id.Length > MaxId || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return Problems.NotFound("reply");
        var (title, text, template, language, category) = body.Value;
        (string, string)[] faults =
        [
            .. Check("title", title, MaxTitle),
            .. Check("text", text, MaxText),
            .. template is null ? [] : Check("template", template, MaxTemplate).Concat(Check("language", language, 20)),
            .. category is null || s_categories.Contains(category) ? []
                : new[] { ("category", $"Must be {string.Join(", ", s_categories)}.") },
        ];
        if (faults.Length > 0) return Problems.Invalid(faults);
        return await Replies(grains).PutAsync(new CannedReply(id, title!.Trim(), text!, template, language, category))
            ? TypedResults.NoContent()
            : Problems.Of(StatusCodes.Status409Conflict, "too_many_replies",
                $"At most {ICannedRepliesGrain.MaxReplies} replies are kept. Delete one that is not used.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, IClusterClient grains) =>
        await Replies(grains).RemoveAsync(id) ? TypedResults.NoContent() : Problems.NotFound("reply");

    private static IEnumerable<(string, string)> Check(string name, string? text, int most) =>
        string.IsNullOrWhiteSpace(text) || text.Length > most ? [(name, $"Must have 1 to {most} characters.")] : [];

    private static ICannedRepliesGrain Replies(IClusterClient grains) =>
        grains.GetGrain<ICannedRepliesGrain>(GrainKeys.CannedReplies());
}

/// <summary>A text or a template that is to be stored.</summary>
/// <param name="Title">What operators find it by: 1 to 100 characters.</param>
/// <param name="Text">What is said, or a template's approved words: 1 to 4,096 characters.</param>
/// <param name="Template">The template's approved name; left out for a text.</param>
/// <param name="Language">The template's language, such as en_US.</param>
/// <param name="Category">The template's category: marketing, utility or authentication.</param>
internal sealed record NewReply(
    string? Title, string? Text, string? Template = null, string? Language = null, string? Category = null);

/// <summary>What operators say often.</summary>
/// <param name="Replies">By title.</param>
internal sealed record ReplyList(ReplyView[] Replies);

/// <summary>A text that is said often, or a template of WhatsApp.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Title">What operators find it by.</param>
/// <param name="Text">What is said, or a template's approved words.</param>
/// <param name="Template">The template's approved name; null for a text.</param>
/// <param name="Language">The template's language, such as en_US.</param>
/// <param name="Category">The template's category.</param>
internal sealed record ReplyView(string Id, string Title, string Text, string? Template, string? Language, string? Category)
{
    public static ReplyView Of(CannedReply reply) =>
        new(reply.Id, reply.Title, reply.Text, reply.Template, reply.Language, reply.Category);
}
