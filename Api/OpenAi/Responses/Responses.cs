using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Ai.OpenAi.Responses;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Responses;
using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Api.OpenAi.Responses;

/// <summary><c>POST /v1/responses</c>: a response that is stored runs in a grain, any other here.</summary>
internal static class Responses
{
    private const string DroppedHeader = "X-Vault-Dropped";

    public static async Task CreateAsync(
        HttpContext http, Caller caller, IAiService ai, IGroundedChat chat, IClusterClient cluster, TimeProvider time,
        IOptions<OpenAiLimits> limits, IOptions<GatewayOptions> gateway)
    {
        var watch = http.WatchBudget();
        try
        {
            using var body = await OpenAiBody.ReadAsync(http, limits.Value, gateway.Value);
            var name = IdempotencyKey.Of(http);
            var key = name.IsGiven ? GrainKeys.DerivedId(caller.SessionId, "response", name.Value) : GrainKeys.NewId();
            var request = ResponsesRequest.Parse(body.Memory, limits.Value, key, time.GetUtcNow());
            if (request.Dropped.Count > 0) http.Response.Headers[DroppedHeader] = string.Join(", ", request.Dropped.Distinct());
            var scope = await NamedCollections.FindAsync(http, request.Collections, request.WantsJson ? "text.format" : null);
            var history = new ResponseHistory(cluster, caller.SessionId, limits.Value.MaxBodyBytes);
            var before = await history.ReadAsync(request.PreviousResponseId);
            var input = await history.ResolveAsync(request.Input);
            var mayUseCache = CacheWish.Of(http, request.IsDeterministic);
            if (request.Store || name.IsGiven)
            {
                var order = new ResponseOrder(
                    caller.SessionId, http.TraceIdentifier, body.Memory.ToArray(), Bytes(before), Bytes(input), mayUseCache,
                    request.Background || name.IsGiven, scope);
                var grain = cluster.GetGrain<IResponseGrain>(GrainKeys.Response(key));
                if (!await grain.StartAsync(order)) throw new RefusedException(Problems.IdempotencyConflict());
                if (request.Background && !request.Stream)
                {
                    await http.SendJsonAsync((await grain.GetAsync(caller.SessionId))!.Response);
                    return;
                }

                await ResponseReading.PassOnAsync(http, grain, caller.SessionId, 0, request.Stream, gateway.Value.Heartbeat, time);
                return;
            }

            // What it continues may have come sealed as well.
            var seal = request.UsesSeal || before.Count > 0
                ? new ReasoningSeal(await cluster.GetGrain<ISealingKeyGrain>(GrainKeys.SealingKey()).GetAsync())
                : null;
            var call = request.ToCall(
                before.OfType<JsonObject>(), input.OfType<JsonObject>(), caller.SessionId, http.TraceIdentifier, mayUseCache, limits.Value,
                blob => seal?.Open(blob, caller.SessionId));
            if (scope is not null) (ai, call) = await GroundedAi.ForAsync(chat, ai, call, scope, asTheyCome: true, http.RequestAborted);
            var writer = new ResponseWriter(request, content => seal!.Seal(content, caller.SessionId), time);
            if (request.Stream) await StreamAsync(http, ai, call, writer, time, gateway.Value.Heartbeat, watch);
            else await CompleteAsync(http, ai, call, writer, watch);
        }
        catch (AiException fault) when (!http.Response.HasStarted
            && OpenAiError.Of(fault, watch.Decision) is { Type: "insufficient_quota" } error)
        {
            // Agents that speak this API stop at this code, and would try again after any other.
            http.Response.SetBudget(watch.Decision);
            await http.WriteErrorAsync(ResponseReading.Adapted(error));
        }
    }

    private static byte[] Bytes(JsonArray items) => JsonSerializer.SerializeToUtf8Bytes(items);

    private static async Task CompleteAsync(HttpContext http, IAiService ai, AiCall call, ResponseWriter writer, BudgetWatch watch)
    {
        var answer = await ai.CompleteAsync(call, http.RequestAborted);
        writer.Complete(answer);
        http.Response.SetSource(answer.Provider, answer.Model, answer.IsCached);
        http.Response.SetCost(answer.Cost, answer.Attempts);
        http.Response.SetBudget(watch.Decision);
        await http.SendJsonAsync(JsonSerializer.SerializeToUtf8Bytes(writer.Response));
    }

    private static async Task StreamAsync(
        HttpContext http, IAiService ai, AiCall call, ResponseWriter writer, TimeProvider time, TimeSpan heartbeat, BudgetWatch watch)
    {
        var left = http.RequestAborted;
        var output = http.Response.BodyWriter;
        long written = 0;
        await using var alive = new KeepAlive(http, heartbeat, time, () => ResponseWriter.KeepAlive(written));
        try
        {
            await ResponseRun.StreamAsync(
                ai, call, writer, heartbeat, time,
                chunk =>
                {
                    if (alive.HasBegun) return;
                    http.Response.SetSource(chunk.Provider, chunk.Model, chunk.IsCached);
                    http.Response.SetBudget(watch.Decision);
                },
                WriteEventsAsync, left);
            writer.WriteEnd();
        }
        catch (Exception exception) when (alive.HasBegun && !left.IsCancellationRequested
            && OpenAiShape.ErrorOf(exception, watch.Decision) is { } error)
        {
            writer.Fail(ResponseReading.Adapted(error));
        }

        await WriteEventsAsync();

        async ValueTask WriteEventsAsync()
        {
            await alive.EnterAsync();
            try
            {
                alive.Begin();
                foreach (var item in writer.TakeEvents())
                {
                    output.Write(item);
                    written++;
                }

                await output.FlushAsync(left);
            }
            finally
            {
                alive.Leave();
            }
        }
    }
}
