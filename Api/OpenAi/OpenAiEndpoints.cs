using System.Text.Json;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Api.OpenAi;

/// <summary>The API that OpenAI's SDKs speak: set their base URL to <c>/v1</c> and their key to a session's token.</summary>
internal static class OpenAiEndpoints
{
    public static void MapOpenAi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("openai");
        group.MapPost("/chat/completions", http => RunAsync(http, ChatCompletions.AnswerAsync)).WithSummary("A chat completion, whole or as a stream.");
        group.MapGet("/chat/completions/{id}/events", http => RunAsync(http, ResumableAnswers.ResumeAsync)).WithSummary("The rest of a resumable stream.");
        group.MapPost("/embeddings", http => RunAsync(http, EmbedAsync)).WithSummary("Vectors of texts.");
        group.MapGet("/models", http => RunAsync(http, ListAsync)).WithSummary("What 'model' may be.");
        group.MapGet("/models/{**name}", http => RunAsync(http, FindAsync)).WithSummary("One model.");
        group.MapFallback("{**rest}", http => http.WriteAsync(new OpenAiError(
            404, "invalid_request_error", "unknown_url", $"There is nothing at {http.Request.Method} {http.Request.Path}.")));
    }

    /// <summary>Authenticates, runs, and answers every fault in OpenAI's shape.</summary>
    private static async Task RunAsync(HttpContext http, Func<HttpContext, string, BudgetWatch, Task> run)
    {
        // The ledger knows the call by it.
        http.TraceIdentifier = "req_" + GrainKeys.NewId();
        http.Response.Headers["x-request-id"] = http.TraceIdentifier;
        var watch = BudgetWatch.Begin();
        try
        {
            var user = await http.RequestServices.GetRequiredService<SessionTokens>().FindAsync(http.Request.Headers.Authorization.ToString());
            if (user is null) await http.WriteAsync(OpenAiError.Unauthorized);
            else await run(http, user, watch);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to hear of it.
        }
        catch (Exception exception) when (OpenAiAnswers.ErrorOf(exception, watch.Decision) is { } error)
        {
            http.Response.SetBudget(watch.Decision);
            await http.WriteAsync(error);
        }
    }

    private static async Task EmbedAsync(HttpContext http, string user, BudgetWatch watch)
    {
        var limits = http.RequestServices.GetRequiredService<IOptions<OpenAiLimits>>().Value;
        if (await RequestBody.ReadAsync(http, limits.MaxBodyBytes) is not { } body)
        {
            await http.WriteAsync(OpenAiError.TooLarge(limits.MaxBodyBytes));
            return;
        }

        EmbeddingRequest request;
        using (body) request = EmbeddingRequest.Parse(body.Memory);
        var answer = await http.RequestServices.GetRequiredService<IAiService>()
            .EmbedAsync(request.ToCall(user, http.TraceIdentifier), http.RequestAborted);
        http.Response.SetSource(answer.Provider, answer.Model, cached: false);
        http.Response.SetCost(answer.Cost, answer.Attempts);
        http.Response.SetBudget(watch.Decision);
        http.Response.ContentType = "application/json";
        request.WriteAnswer(http.Response.BodyWriter, answer);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static Task ListAsync(HttpContext http, string user, BudgetWatch watch)
    {
        var models = http.RequestServices.GetRequiredService<IAiService>().Models;
        return http.Response.WriteAsJsonAsync(new ModelList("list", [.. models.Select(Model.Of)]), JsonSerializerOptions, http.RequestAborted);
    }

    private static Task FindAsync(HttpContext http, string user, BudgetWatch watch)
    {
        // The slash of provider/model comes as %2F from some clients.
        var name = Uri.UnescapeDataString((string?)http.Request.RouteValues["name"] ?? "");
        var model = http.RequestServices.GetRequiredService<IAiService>().Models.FirstOrDefault(m => m.Name == name || m.ShortName == name);
        return model is null
            ? http.WriteAsync(new OpenAiError(404, "invalid_request_error", "model_not_found", "There is no such model. GET /v1/models lists them.", "model"))
            : http.Response.WriteAsJsonAsync(Model.Of(model) with { Id = name }, JsonSerializerOptions, http.RequestAborted);
    }

    private static readonly JsonSerializerOptions JsonSerializerOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private sealed record ModelList(string Object, Model[] Data);

    private sealed record Model(string Id, string Object, long Created, string OwnedBy, int ContextWindow, bool Vision, bool Embeddings, bool IsClass)
    {
        public static Model Of(AiModelInfo model) =>
            new(model.Name, "model", 0, model.IsClass ? "obsidian-vault" : model.Provider, model.ContextWindow, model.Vision, model.Embeds, model.IsClass);
    }
}
