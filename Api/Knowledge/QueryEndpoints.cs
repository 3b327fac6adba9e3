using System.Collections.Immutable;
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
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Knowledge.Answers;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.Knowledge;

/// <summary><c>POST /api/v1/rag/query</c>: a question to notes.</summary>
internal static class QueryEndpoints
{
    public static void MapQuery(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/rag/query", PostAsync).RequireAuthorization(Access.Person).WithTags("ai")
            .Produces<QueryAnswer>(StatusCodes.Status200OK, "application/json", EventStream.MediaType)
            .ProducesError(404, 502)
            .Takes(QueryExamples.Request).AnswersLike(QueryExamples.Answer)
            .WithSummary("Answers a question from notes, with citations that were looked up.")
            .WithDescription("The best passages of the collections that you may read are found, and a model answers from them. The server "
                + "looks up every quote in the stored note: [1] in the answer names a citation, [?] marks a sentence whose proof was not "
                + "found. mode says how the answer came about: written by a model; passages where no model answered (reason: no_provider, "
                + "provider_away, budget); nothing where the notes have nothing about it. Where stream is true, as server-sent events: "
                + "delta with a sentence that was checked and its citations, then done with the whole answer, or error.");

    private static async Task<IResult> PostAsync(
        Body<QueryRequest> request, Person person, HttpContext http, IOptions<GatewayOptions> gateway, TimeProvider time)
    {
        var answers = http.RequestServices.GetRequiredService<IAnswers>();
        var store = http.RequestServices.GetRequiredService<IKnowledgeStore>();
        var body = request.Value;
        var faults = QueryRules.Check(body).ToArray();
        if (faults.Length > 0) return Problems.Invalid(faults);
        var reader = person.Reader;
        var (collections, unknown) = await CollectionNames.FindAsync(store, reader, body.Collections ?? [], http.RequestAborted);
        if (unknown is not null) return Problems.NotFound("collection");
        var question = new KnowledgeQuestion
        {
            Reader = reader,
            User = person.CallerId,
            RequestId = http.TraceIdentifier,
            Channel = "api",
            Text = body.Query!.Trim(),
            History = [.. (body.History ?? []).Select(turn => new ChatTurn(turn!.Role!, turn.Content!, time.GetUtcNow()))],
            Collections = [.. collections.Select(c => c.Id)],
            Tags = [.. (body.Filters?.Tags ?? []).Select(tag => tag!.TrimStart('#').ToLowerInvariant())],
            Folder = body.Filters?.Folder,
            Properties = QueryRules.PropertiesOf(body.Filters),
            Sources = body.Options?.TopK,
            Language = body.Language,
            Model = body.Model,
            IsStreamed = body.Stream == true,
        };
        var watch = http.WatchBudget();
        var withSources = body.Options?.IncludeSources ?? true;
        if (body.Stream == true)
        {
            return await AnswerStream.OpenAsync(
                answers.AnswerAsync(question, null, http.RequestAborted), http, watch, time, gateway.Value.Heartbeat,
                part => part.Text.Length > 0 ? new QueryDelta(part.Text, CitationView.Of(part.Citations)) : null,
                part => part.Completed is { } completed ? QueryAnswer.Of(completed, question.RequestId, withSources) : null);
        }

        var answer = await answers.AnswerWholeAsync(question, http.RequestAborted);
        http.Response.SetBudget(watch.Decision);
        return TypedResults.Ok(QueryAnswer.Of(answer, question.RequestId, withSources));
    }
}
