using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Ai.OpenAi.Responses;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Responses;

namespace ObsidianVault.Api.OpenAi.Responses;

/// <summary>Reads, cancels and deletes stored responses.</summary>
internal static class ResponseReading
{
    private const int DefaultPage = 20;
    private const int LargestPage = 100;
    private static readonly TimeSpan s_afterNothing = TimeSpan.FromMilliseconds(500);

    /// <summary><c>GET /v1/responses/{id}</c>, with <c>?stream=true&amp;starting_after=</c> as events.</summary>
    public static async Task RetrieveAsync(
        string id, HttpContext http, Caller caller, IClusterClient cluster, TimeProvider time, IOptions<GatewayOptions> gateway)
    {
        if (GrainOf(cluster, id) is not { } grain || await grain.GetAsync(caller.SessionId) is not { } stored)
        {
            await http.WriteErrorAsync(NotFound(id));
            return;
        }

        if (!http.Request.Query["stream"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            await http.SendJsonAsync(stored.Response);
            return;
        }

        long after = 0;
        if (http.Request.Query["starting_after"].ToString() is { Length: > 0 } last)
        {
            if (!long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out after) || after == long.MaxValue)
            {
                throw new OpenAiRequestException(
                    "'starting_after' must be the sequence number of the last event that you have.", "starting_after");
            }

            after++;
        }

        await PassOnAsync(http, grain, caller.SessionId, after, isStream: true, gateway.Value.Heartbeat, time, isLater: true);
    }

    /// <summary><c>POST /v1/responses/{id}/cancel</c>.</summary>
    public static async Task CancelAsync(string id, HttpContext http, Caller caller, IClusterClient cluster)
    {
        var stored = GrainOf(cluster, id) is { } grain ? await grain.CancelAsync(caller.SessionId) : null;
        await (stored is null ? http.WriteErrorAsync(NotFound(id)) : http.SendJsonAsync(stored.Response));
    }

    /// <summary><c>DELETE /v1/responses/{id}</c>.</summary>
    public static async Task DeleteAsync(string id, HttpContext http, Caller caller, IClusterClient cluster)
    {
        if (GrainOf(cluster, id) is { } grain && await grain.DeleteAsync(caller.SessionId))
        {
            await http.SendJsonAsync(JsonSerializer.SerializeToUtf8Bytes(
                new JsonObject { ["id"] = id, ["object"] = "response", ["deleted"] = true }));
        }
        else
        {
            await http.WriteErrorAsync(NotFound(id));
        }
    }

    /// <summary><c>GET /v1/responses/{id}/input_items</c>, newest first unless <c>order=asc</c>.</summary>
    public static async Task ListInputAsync(string id, HttpContext http, Caller caller, IClusterClient cluster)
    {
        if (GrainOf(cluster, id) is not { } grain || await grain.GetAsync(caller.SessionId) is not { } stored)
        {
            await http.WriteErrorAsync(NotFound(id));
            return;
        }

        if (stored.Input is null)
        {
            throw new OpenAiRequestException(
                "The input of this response was too large to be kept.", null, "input_not_kept", StatusCodes.Status404NotFound);
        }

        var query = http.Request.Query;
        var limit = query["limit"].ToString() is { Length: > 0 } given
            ? int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= LargestPage
                ? number
                : throw new OpenAiRequestException($"'limit' must be a whole number from 1 to {LargestPage}.", "limit")
            : DefaultPage;
        var items = JsonNode.Parse(stored.Input)!.AsArray().OfType<JsonObject>().Select(ResponseJson.Public).ToList();
        if (query["order"] != "asc") items.Reverse();
        if (query["after"].ToString() is { Length: > 0 } after)
        {
            var place = items.FindIndex(item => (string?)item["id"] == after);
            if (place < 0) throw new OpenAiRequestException("'after' must be the id of one of the items.", "after");
            items.RemoveRange(0, place + 1);
        }

        var page = items.Take(limit).ToList();
        await http.SendJsonAsync(JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. page]),
            ["first_id"] = (string?)page.FirstOrDefault()?["id"],
            ["last_id"] = (string?)page.LastOrDefault()?["id"],
            ["has_more"] = items.Count > page.Count,
        }));
    }

    /// <summary>Some clients ask for a WebSocket first; they go on without one at this answer.</summary>
    public static Task RefuseUpgradeAsync(HttpContext http) => http.WriteErrorAsync(new OpenAiError(
        StatusCodes.Status426UpgradeRequired, "invalid_request_error", "websocket_not_supported",
        "This service streams with server-sent events, not over a WebSocket: POST /v1/responses with stream: true."));

    /// <summary>A spent budget is said with the code at which agents stop.</summary>
    internal static OpenAiError Adapted(OpenAiError error) => error.Type == "insufficient_quota"
        ? error with { Status = StatusCodes.Status429TooManyRequests, Code = "insufficient_quota", MayRetry = false }
        : error.Param == "messages" ? error with { Param = "input" } : error;

    /// <summary>Passes on what the grain has, until the response is over.</summary>
    internal static async Task PassOnAsync(
        HttpContext http, IResponseGrain grain, string user, long after, bool isStream, TimeSpan heartbeat, TimeProvider time,
        bool isLater = false)
    {
        var output = http.Response.BodyWriter;
        await using var alive = isStream ? new KeepAlive(http, heartbeat, time, () => ResponseWriter.KeepAlive(after)) : null;
        while (true)
        {
            ResponsePage? page = null;
            OpenAiError? lost = null;
            try
            {
                page = await grain.ReadAsync(user, after, heartbeat).WaitAsync(http.RequestAborted);
            }
            catch (Exception exception) when (alive?.HasBegun == true && OpenAiShape.ErrorOf(exception, null) is { } error)
            {
                lost = error;
            }

            await (alive?.EnterAsync() ?? Task.CompletedTask);
            if (page is null || (page.Fault is not null && page.Events.IsEmpty && after == 0))
            {
                if (page is null && lost is null && !isLater && await grain.GetAsync(user) is { } stored)
                {
                    // A repeat under the same key, whose events are not kept any more.
                    await RepeatAsync(http, stored.Response, alive);
                    return;
                }

                var error = Adapted(page?.Fault is { } fault ? OpenAiError.Of(fault) : lost ?? (isLater ? Gone : OpenAiError.Lost));
                if (alive?.HasBegun == true)
                {
                    WriteLost(output, error, after);
                    await output.FlushAsync(http.RequestAborted);
                    return;
                }

                http.Response.SetBudget(page?.Fault?.Budget);
                await http.WriteErrorAsync(error);
                return;
            }

            if (alive is null)
            {
                if (page.Ended && page.Response is { } response)
                {
                    if (page.Head is { } source)
                    {
                        http.Response.SetSource(source.Provider, source.Model, source.Cached);
                        http.Response.SetCost(source.Cost, source.Attempts);
                        http.Response.SetBudget(source.Budget);
                    }

                    await http.SendJsonAsync(response);
                    return;
                }
            }
            else
            {
                if (page.Events.Length > 0 || page.Ended) Begin(http, page, alive);
                foreach (var item in page.Events) output.Write(item);
                after += page.Events.Length;
                if (page.Events.Length > 0 || page.Ended) await output.FlushAsync(http.RequestAborted);
                if (page.Ended) return;
                if (page.Events.Length > 0) alive.Leave();
                else alive.Pass();
            }

            // A silo that is stopping answers at once, without news.
            if (page.Events.IsEmpty) await Task.Delay(s_afterNothing * (0.5 + Random.Shared.NextDouble()), http.RequestAborted);
        }
    }

    private static async Task RepeatAsync(HttpContext http, byte[] response, KeepAlive? alive)
    {
        if (alive is null)
        {
            await http.SendJsonAsync(response);
            return;
        }

        alive.Begin();
        foreach (var item in ResponseReplay.Events(response)) http.Response.BodyWriter.Write(item);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static OpenAiError Gone { get; } = new(
        400, "invalid_request_error", "events_gone",
        "The events of this response are not kept any more. Retrieve it without stream.", "stream");

    private static void Begin(HttpContext http, ResponsePage page, KeepAlive alive)
    {
        if (!alive.HasBegun && page.Head is { } head)
        {
            http.Response.SetSource(head.Provider, head.Model, head.Cached);
            http.Response.SetBudget(head.Budget);
        }

        alive.Begin();
    }

    private static void WriteLost(IBufferWriter<byte> output, OpenAiError error, long number)
    {
        var details = new JsonObject { ["type"] = error.Type, ["code"] = error.Code, ["message"] = error.Message, ["param"] = error.Param };
        var data = new JsonObject
        {
            ["type"] = "error", ["sequence_number"] = number, ["code"] = error.Code, ["message"] = error.Message, ["param"] = error.Param,
            ["error"] = details,
        };
        output.Write("event: error\ndata: "u8);
        output.Write(JsonSerializer.SerializeToUtf8Bytes(data));
        output.Write("\n\n"u8);
    }

    private static OpenAiError NotFound(string id) => new(
        404, "invalid_request_error", "response_not_found", $"Response with id '{(id.Length <= 80 ? id : id[..80])}' not found.");

    private static IResponseGrain? GrainOf(IClusterClient cluster, string id) =>
        ResponseIds.KeyOf(id) is { } key ? cluster.GetGrain<IResponseGrain>(GrainKeys.Response(key)) : null;
}
