using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;

namespace ObsidianVault.Api.OpenAi.Responses;

/// <summary>OpenAI's Responses API, which its current SDKs and agents use.</summary>
internal static class ResponseEndpoints
{
    private const string Json = "application/json";
    private const string Id = "The response's id, resp_….";

    public static void MapResponses(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/responses", ResponseReading.RefuseUpgradeAsync).WithTags("openai").AllowAnonymous().ExcludeFromDescription();
        var group = routes.MapGroup("/v1/responses").WithTags("openai").RequireAuthorization(Access.Session);
        group.MapPost("", Responses.CreateAsync).WithIdempotencyKey()
            .Accepts<ResponseRequest>(Json, "*/*").Produces<Response>(StatusCodes.Status200OK, Json, EventStream.MediaType)
            .ProducesError(402, 404, 429, 502, 504).Takes(ResponseExamples.Request).AnswersLike(ResponseExamples.Answer)
            .WithSummary("A response, whole or as a stream.")
            .WithDescription("As OpenAI's, with tools, custom tools, groups of tools, JSON schemas, pictures and reasoning. It is stored "
                + "for some days unless store is false, so that previous_response_id can continue it. With background: true it goes on "
                + "without a reader. What this service cannot do is refused by name; a web search beside other tools is left out, which "
                + "the header X-Vault-Dropped says. With the header X-Vault-Collections, or metadata.vault_collections (ids and names with "
                + "commas, or all), it rests on your notes, and the annotations name their places.");
        group.MapGet("{id}", ResponseReading.RetrieveAsync).Produces<Response>(StatusCodes.Status200OK, Json, EventStream.MediaType)
            .ProducesError(404).AnswersLike(ResponseExamples.Answer).WithParameter("id", Id)
            .WithParameter("stream", "true for its events; they are kept for some minutes.")
            .WithParameter("starting_after", "The sequence number of the last event that you have.")
            .WithSummary("A stored response.")
            .WithDescription("As it stands: it may still be in progress.");
        group.MapDelete("{id}", ResponseReading.DeleteAsync).Produces<DeletedResponse>(StatusCodes.Status200OK, Json).ProducesError(404)
            .AnswersLike(ResponseExamples.Deleted).WithParameter("id", Id)
            .WithSummary("Delete a response.")
            .WithDescription("One that is in progress is cancelled first. A response that continues it cannot be continued any more.");
        group.MapPost("{id}/cancel", ResponseReading.CancelAsync).Produces<Response>(StatusCodes.Status200OK, Json).ProducesError(404)
            .AnswersLike(ResponseExamples.Answer).WithParameter("id", Id)
            .WithSummary("Cancel a response.")
            .WithDescription("What came until then is kept, and paid for. One that is over stays as it is.");
        group.MapGet("{id}/input_items", ResponseReading.ListInputAsync).Produces<InputItems>(StatusCodes.Status200OK, Json)
            .ProducesError(404).AnswersLike(ResponseExamples.InputItems).WithParameter("id", Id)
            .WithParameter("limit", "1 to 100, 20 unless you say otherwise.").WithParameter("order", "asc or desc.")
            .WithParameter("after", "The id of the last item that you have.")
            .WithSummary("What a response was asked.")
            .WithDescription("Its own input, newest first, without what it continues.");
    }
}
