using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.ResumableCompletions;

namespace ObsidianVault.Api.OpenAi;

/// <summary>
/// Answers that outlive their connection. They run in a grain; this only passes on what is there, so that a reader who
/// lost the connection goes on at any front end with the events after the last one that it has seen.
/// </summary>
internal static class ResumableAnswers
{
    public const string Resumable = "X-Vault-Resumable";
    private const string AnswerId = "X-Vault-Answer";
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_afterNothing = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether the caller asks for it, or gives a key under which it may ask again.</summary>
    public static bool Wants(HttpContext http) =>
        http.Request.Headers[Resumable].ToString().Equals("true", StringComparison.OrdinalIgnoreCase) || IdempotencyKey.Of(http).IsGiven;

    public static async Task StartAsync(HttpContext http, string user, ChatRequest request, ReadOnlyMemory<byte> body, TimeSpan heartbeat)
    {
        // The key names the answer, never the money: the ledger books a request id once, so a name that the caller chooses
        // would buy any number of calls (docs/adr/0016).
        var key = IdempotencyKey.Of(http);
        var id = key.IsGiven ? GrainKeys.DerivedId(user, "answer", key.Value) : GrainKeys.NewId();
        // Whose order starts it pays, once; a key under which it starts anew is paid anew.
        var order = new CompletionOrder(user, http.TraceIdentifier, body.ToArray(), CacheWish.Of(http, request.IsDeterministic));
        if (!await GrainOf(http, id).StartAsync(order))
        {
            throw new RefusedException(Problems.IdempotencyConflict());
        }

        await PassOnAsync(http, user, id, after: 0, request.Stream, OpenAiError.Lost, heartbeat);
    }

    /// <summary><c>GET /v1/chat/completions/{id}/events</c>, with <c>Last-Event-ID</c> or <c>?after=</c>.</summary>
    public static Task ResumeAsync(string id, string? after, HttpContext http, Caller caller, IOptions<GatewayOptions> gateway)
    {
        if (id.StartsWith("chatcmpl-", StringComparison.Ordinal)) id = id["chatcmpl-".Length..];
        var last = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : after;
        if (!long.TryParse(string.IsNullOrEmpty(last) ? "0" : last, NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
            throw new OpenAiRequestException("'after' must be the id of the last event that you have.", "after");
        return id.Length == 26 && id.All(char.IsAsciiLetterOrDigit)
            ? PassOnAsync(http, caller.SessionId, id, seen, isStream: true, Gone, gateway.Value.Heartbeat)
            : http.WriteErrorAsync(Gone);
    }

    private static OpenAiError Gone { get; } = new(
        404, "invalid_request_error", "answer_gone", "There is no such answer of yours, or not any more. Ask again.");

    /// <param name="gone">What to say where the answer is not there any more.</param>
    private static async Task PassOnAsync(
        HttpContext http, string user, string id, long after, bool isStream, OpenAiError gone, TimeSpan heartbeat)
    {
        var grain = GrainOf(http, id);
        http.Response.Headers[AnswerId] = id;
        var output = http.Response.BodyWriter;
        await using var alive = isStream
            ? new KeepAlive(http, heartbeat, http.RequestServices.GetRequiredService<TimeProvider>())
            : null;
        while (true)
        {
            CompletionPage? page = null;
            OpenAiError? lost = null;
            try
            {
                page = await grain.ReadAsync(user, after, s_wait).WaitAsync(http.RequestAborted);
            }
            catch (Exception exception) when (alive?.HasBegun == true && OpenAiShape.ErrorOf(exception, null) is { } error)
            {
                lost = error;
            }

            await (alive?.EnterAsync() ?? Task.CompletedTask);
            if (page is null || (page.Fault is not null && after == 0 && page.Events.IsEmpty))
            {
                var error = page?.Fault is { } fault ? OpenAiError.Of(fault) : lost ?? gone;
                if (alive?.HasBegun == true) ChatWriter.WriteError(output, error);
                else http.Response.SetBudget(page?.Fault?.Budget);
                await (alive?.HasBegun == true ? output.FlushAsync(http.RequestAborted).AsTask() : http.WriteErrorAsync(error));
                return;
            }

            if (page.Head is { } head && alive?.HasBegun != true) Say(http, head, isStream);
            if (page.Events.Length > 0) alive?.Begin();
            foreach (var e in page.Events) output.Write(e);
            after += page.Events.Length;
            if (page.Ended && page.Fault is { } late) ChatWriter.WriteError(output, OpenAiError.Of(late));
            // A whole answer is one event.
            if (alive is null && page.Events.Length > 0) await http.SendJsonAsync();
            else if (page.Events.Length > 0 || page.Ended) await output.FlushAsync(http.RequestAborted);
            if (page.Ended) return;
            if (page.Events.Length > 0) alive?.Leave();
            else alive?.Pass();
            // A silo that is stopping answers at once, without news.
            if (page.Events.IsEmpty) await Task.Delay(s_afterNothing * (0.5 + Random.Shared.NextDouble()), http.RequestAborted);
        }
    }

    private static void Say(HttpContext http, CompletionHead head, bool isStream)
    {
        http.Response.SetSource(head.Provider, head.Model, head.Cached);
        http.Response.SetBudget(head.Budget);
        if (!isStream) http.Response.SetCost(head.Cost, head.Attempts);
    }

    private static ICompletionGrain GrainOf(HttpContext http, string id) =>
        http.RequestServices.GetRequiredService<IClusterClient>().GetGrain<ICompletionGrain>(GrainKeys.Completion(id));
}
