using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Api.OpenAi;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal static class ChatCompletions
{
    public static async Task AnswerAsync(
        HttpContext http, Caller caller, IAiService ai, IGroundedChat chat, TimeProvider time, IOptions<OpenAiLimits> limits,
        IOptions<GatewayOptions> gateway)
    {
        var watch = http.WatchBudget();
        using var body = await OpenAiBody.ReadAsync(http, limits.Value, gateway.Value);
        var request = ChatRequest.Parse(body.Memory, limits.Value);
        if (ResumableAnswers.Wants(http))
        {
            if (NamedCollections.Wants(http, request)) throw NamedCollections.NotResumable();
            await ResumableAnswers.StartAsync(http, caller.SessionId, request, body.Memory, gateway.Value.Heartbeat);
            return;
        }

        var mayUseCache = CacheWish.Of(http, request.IsDeterministic);
        var call = request.ToCall(caller.SessionId, http.TraceIdentifier, mayUseCache, limits.Value.Deadline);
        var json = call.Options?.ResponseFormat is ChatResponseFormatJson ? "response_format" : null;
        var scope = await NamedCollections.FindAsync(http, NamedCollections.OfMetadata(call.Options), json);
        if (scope is not null) (ai, call) = await GroundedAi.ForAsync(chat, ai, call, scope, asTheyCome: false, http.RequestAborted);
        using var writer = new ChatWriter(
            http.BareRequestId(), time.GetUtcNow().ToUnixTimeSeconds(), request.IncludeUsage || !request.Stream,
            functions: request.HasFunctions, tier: request.Tier);
        await (request.Stream
            ? StreamAsync(http, ai, call, writer, time, gateway.Value.Heartbeat, watch)
            : CompleteAsync(http, ai, call, writer, watch));
    }

    private static async Task CompleteAsync(HttpContext http, IAiService ai, AiCall call, ChatWriter writer, BudgetWatch watch)
    {
        var answer = await ai.CompleteAsync(call, http.RequestAborted);
        http.Response.SetSource(answer.Provider, answer.Model, answer.IsCached);
        http.Response.SetCost(answer.Cost, answer.Attempts);
        http.Response.SetBudget(watch.Decision);
        writer.WriteAnswer(http.Response.BodyWriter, answer);
        await http.SendJsonAsync();
    }

    private static async Task StreamAsync(
        HttpContext http, IAiService ai, AiCall call, ChatWriter writer, TimeProvider time, TimeSpan heartbeat, BudgetWatch watch)
    {
        var left = http.RequestAborted;
        var output = http.Response.BodyWriter;
        await using var chunks = ai.StreamAsync(call, left).GetAsyncEnumerator(left);
        await using var alive = new KeepAlive(http, heartbeat, time);
        var isOurTurn = false;
        try
        {
            do
            {
                var next = chunks.MoveNextAsync();
                // Every chunk leaves at once, unless the next one is here already.
                if (!next.IsCompleted && isOurTurn)
                {
                    await output.FlushAsync(left);
                    alive.Leave();
                    isOurTurn = false;
                }

                if (!await next) throw new AiException(AiCause.ProviderStreamCut, "The answer broke off.") { OutputCommitted = true };
                if (!isOurTurn) await alive.EnterAsync();
                isOurTurn = true;
                if (!alive.HasBegun)
                {
                    http.Response.SetSource(chunks.Current.Provider, chunks.Current.Model, chunks.Current.IsCached);
                    http.Response.SetBudget(watch.Decision);
                    alive.Begin();
                }

                writer.WriteChunk(output, chunks.Current);
            }
            while (chunks.Current.Completed is null);
            writer.WriteDone(output);
        }
        catch (Exception exception) when (!left.IsCancellationRequested)
        {
            if (!isOurTurn) await alive.EnterAsync();
            // Before the first byte a failure has a status of its own. What was sent stays sent: no "[DONE]" follows the error.
            if (!alive.HasBegun || OpenAiShape.ErrorOf(exception, watch.Decision) is not { } error) throw;
            ChatWriter.WriteError(output, error);
        }

        await output.FlushAsync(left);
    }
}
