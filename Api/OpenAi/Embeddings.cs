using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.OpenAi;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal static class Embeddings
{
    public static async Task AnswerAsync(HttpContext http, Caller caller, IAiService ai, IOptions<OpenAiLimits> limits,
        IOptions<GatewayOptions> gateway)
    {
        var watch = http.WatchBudget();
        EmbeddingRequest request;
        using (var body = await OpenAiBody.ReadAsync(http, limits.Value, gateway.Value)) request = EmbeddingRequest.Parse(body.Memory);
        var answer = await ai.EmbedAsync(request.ToCall(caller.SessionId, http.TraceIdentifier), http.RequestAborted);
        http.Response.SetSource(answer.Provider, answer.Model, cached: false);
        http.Response.SetCost(answer.Cost, answer.Attempts);
        http.Response.SetBudget(watch.Decision);
        request.WriteAnswer(http.Response.BodyWriter, answer);
        await http.SendJsonAsync();
    }
}
