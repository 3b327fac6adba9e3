using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Api.OpenAi.Responses;

namespace ObsidianVault.Api.OpenAi;

/// <summary>
/// The API that OpenAI's SDKs speak: set their base URL to <c>/v1</c> and their key to a session's token. The gateway
/// answers every error here in OpenAI's shape.
/// </summary>
internal static class OpenAiEndpoints
{
    private const string Json = "application/json";

    public static void MapOpenAi(this IEndpointRouteBuilder routes)
    {
        routes.MapResponses();
        var group = routes.MapGroup("/v1").WithTags("openai").RequireAuthorization(Access.Session);
        group.MapPost("/chat/completions", ChatCompletions.AnswerAsync).WithIdempotencyKey()
            .Accepts<ChatCompletionRequest>(Json, "*/*").Produces<ChatCompletion>(StatusCodes.Status200OK, Json, EventStream.MediaType)
            .ProducesError(402, 404, 429, 502, 504).Takes(Wire.Chat).AnswersLike(Wire.ChatAnswer)
            .WithSummary("A chat completion, whole or as a stream.")
            .WithDescription("As OpenAI's, with tools, JSON schemas and pictures. model is a class (chat, code, quick, vision) or one "
                + "of GET /v1/models. "
                + "With the header X-Vault-Resumable: true, or an Idempotency-Key, the answer outlives its connection. What is "
                + "deterministic (temperature 0, or a seed), or has X-Vault-Cache: true, may be answered from the cache. Headers "
                + "X-Vault-… say who answered and what it cost. With the header X-Vault-Collections, or metadata.vault_collections "
                + "(ids or names with commas between them, or all), what notes say about the last message goes in, and the message has "
                + "annotations: each a url_citation whose quote the server looked up, in a stream in the last chunk that has a delta.");
        group.MapGet("/chat/completions/{id}/events", ResumableAnswers.ResumeAsync)
            .Produces<ChatCompletion>(StatusCodes.Status200OK, EventStream.MediaType).ProducesError(404).AnswersLike(Wire.Stream)
            .WithParameter("id", "The header X-Vault-Answer, or the completion's id.")
            .WithParameter("after", "The id of the last event that you have; or send Last-Event-ID.")
            .WithSummary("The rest of a resumable stream.")
            .WithDescription("The events after the last one that you have, and those that come. An answer is kept for some minutes "
                + "after its end.");
        group.MapPost("/embeddings", Embeddings.AnswerAsync)
            .Accepts<EmbeddingsRequest>(Json, "*/*").Produces<EmbeddingList>(StatusCodes.Status200OK, Json)
            .ProducesError(402, 404, 429, 502, 504).Takes(Wire.Embed).AnswersLike(Wire.EmbedAnswer)
            .WithSummary("Vectors of texts.")
            .WithDescription("As OpenAI's: one text or a list of up to 2,048, as numbers or as base64.");
        group.MapGet("/models", Models.ListAsync).Produces<ModelList>(StatusCodes.Status200OK, Json).AnswersLike(Wire.ModelList)
            .WithSummary("What model may be.")
            .WithDescription("Classes, for which the service chooses a model, and the models of the providers that have a key.");
        group.MapGet("/models/{**name}", Models.FindAsync).Produces<Model>(StatusCodes.Status200OK, Json).ProducesError(404)
            .AnswersLike(Wire.Model)
            .WithParameter("name", "The model's name, with or without its provider.")
            .WithSummary("One model.")
            .WithDescription("The slash between provider and model may come as %2F.");
    }
}
