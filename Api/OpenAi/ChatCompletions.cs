using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;

namespace ObsidianVault.Api.OpenAi;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal static class ChatCompletions
{
    public static async Task AnswerAsync(HttpContext http, string user, BudgetWatch watch)
    {
        var limits = http.RequestServices.GetRequiredService<IOptions<OpenAiLimits>>().Value;
        if (await RequestBody.ReadAsync(http, limits.MaxBodyBytes) is not { } body)
        {
            await http.WriteAsync(OpenAiError.TooLarge(limits.MaxBodyBytes));
            return;
        }

        using (body)
        {
            var request = ChatRequest.Parse(body.Memory, limits);
            if (ResumableAnswers.Wants(http))
            {
                await ResumableAnswers.StartAsync(http, user, request, body.Memory);
                return;
            }

            var call = request.ToCall(user, http.TraceIdentifier, MayUseCache(http), limits.Deadline);
            await (request.Stream ? StreamAsync(http, call, request.IncludeUsage, watch) : CompleteAsync(http, call, watch));
        }
    }

    /// <summary>Whether the answer may come from the cache: not where the caller says so.</summary>
    public static bool MayUseCache(HttpContext http) => !http.Request.Headers.CacheControl.ToString().Contains("no-cache", StringComparison.OrdinalIgnoreCase);

    public static string IdOf(HttpContext http) => http.TraceIdentifier["req_".Length..];

    private static long Now(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();

    private static async Task CompleteAsync(HttpContext http, AiCall call, BudgetWatch watch)
    {
        var answer = await http.RequestServices.GetRequiredService<IAiService>().CompleteAsync(call, http.RequestAborted);
        http.Response.SetSource(answer.Provider, answer.Model, answer.IsCached);
        http.Response.SetCost(answer.Cost, answer.Attempts);
        http.Response.SetBudget(watch.Decision);
        http.Response.ContentType = "application/json";
        using var writer = new ChatWriter(IdOf(http), Now(http), includeUsage: true);
        writer.WriteAnswer(http.Response.BodyWriter, answer);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext http, AiCall call, bool includeUsage, BudgetWatch watch)
    {
        var left = http.RequestAborted;
        await using var chunks = http.RequestServices.GetRequiredService<IAiService>().StreamAsync(call, left).GetAsyncEnumerator(left);
        // Before the first chunk a failure has a status of its own.
        if (!await chunks.MoveNextAsync()) throw new AiException(AiCause.OwnError, "The answer had no end.");
        http.Response.SetSource(chunks.Current.Provider, chunks.Current.Model, chunks.Current.IsCached);
        http.Response.SetBudget(watch.Decision);
        BeginEvents(http);
        var output = http.Response.BodyWriter;
        using var writer = new ChatWriter(IdOf(http), Now(http), includeUsage);
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
        catch (Exception exception) when (!left.IsCancellationRequested && OpenAiAnswers.ErrorOf(exception, watch.Decision) is { } error)
        {
            // What was sent stays sent: the stream ends with an error and without "[DONE]".
            ChatWriter.WriteError(output, error);
        }

        await output.FlushAsync(left);
    }

    public static void BeginEvents(HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }
}
