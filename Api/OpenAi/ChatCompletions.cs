using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;

namespace ObsidianVault.Api.OpenAi;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal static class ChatCompletions
{
    public static async Task AnswerAsync(HttpContext http, Caller caller, IAiService ai, IOptions<OpenAiLimits> limits,
        IOptions<GatewayOptions> gateway)
    {
        var watch = http.WatchBudget();
        using var body = await OpenAiBody.ReadAsync(http, limits.Value, gateway.Value);
        var request = ChatRequest.Parse(body.Memory, limits.Value);
        if (ResumableAnswers.Wants(http))
        {
            await ResumableAnswers.StartAsync(http, caller.SessionId, request, body.Memory);
            return;
        }

        var call = request.ToCall(caller.SessionId, http.TraceIdentifier, MayUseCache(http), limits.Value.Deadline);
        await (request.Stream ? StreamAsync(http, ai, call, request, watch) : CompleteAsync(http, ai, call, request, watch));
    }

    /// <summary>Whether the answer may come from the cache: not where the caller says so.</summary>
    public static bool MayUseCache(HttpContext http) =>
        !http.Request.Headers.CacheControl.ToString().Contains("no-cache", StringComparison.OrdinalIgnoreCase);

    private static long Now(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();

    private static async Task CompleteAsync(HttpContext http, IAiService ai, AiCall call, ChatRequest request, BudgetWatch watch)
    {
        var answer = await ai.CompleteAsync(call, http.RequestAborted);
        http.Response.SetSource(answer.Provider, answer.Model, answer.IsCached);
        http.Response.SetCost(answer.Cost, answer.Attempts);
        http.Response.SetBudget(watch.Decision);
        http.Response.ContentType = "application/json";
        using var writer = new ChatWriter(http.BareRequestId(), Now(http), includeUsage: true, functions: request.HasFunctions);
        writer.WriteAnswer(http.Response.BodyWriter, answer);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext http, IAiService ai, AiCall call, ChatRequest request, BudgetWatch watch)
    {
        var left = http.RequestAborted;
        await using var chunks = ai.StreamAsync(call, left).GetAsyncEnumerator(left);
        // Before the first chunk a failure has a status of its own.
        if (!await chunks.MoveNextAsync()) throw new AiException(AiCause.OwnError, "The answer had no end.");
        http.Response.SetSource(chunks.Current.Provider, chunks.Current.Model, chunks.Current.IsCached);
        http.Response.SetBudget(watch.Decision);
        EventStream.Begin(http);
        var output = http.Response.BodyWriter;
        using var writer = new ChatWriter(http.BareRequestId(), Now(http), request.IncludeUsage, functions: request.HasFunctions);
        try
        {
            while (true)
            {
                writer.WriteChunk(output, chunks.Current);
                if (chunks.Current.Completed is not null) break;
                var next = chunks.MoveNextAsync();
                // Every chunk leaves at once, unless the next one is here already.
                if (!next.IsCompleted) await output.FlushAsync(left);
                if (!await next) throw new AiException(AiCause.ProviderStreamCut, "The answer broke off.") { OutputCommitted = true };
            }

            writer.WriteDone(output);
        }
        catch (Exception exception) when (!left.IsCancellationRequested && OpenAiShape.ErrorOf(exception, watch.Decision) is { } error)
        {
            // What was sent stays sent: the stream ends with an error and without "[DONE]".
            ChatWriter.WriteError(output, error);
        }

        await output.FlushAsync(left);
    }
}
