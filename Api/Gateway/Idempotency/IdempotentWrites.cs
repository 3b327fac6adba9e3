using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Writes;

namespace ObsidianVault.Api.Gateway.Idempotency;

/// <summary>
/// Carries a write with an <c>Idempotency-Key</c> out once, on every route, and gives its answer again for a day. The routes whose
/// own grain deduplicates (<see cref="IdempotencyMetadata"/>) are left to it: it decides in the same write as the effect.
/// </summary>
internal sealed partial class IdempotentWrites(RequestDelegate next, IOptions<GatewayOptions> options, ILogger<IdempotentWrites> logger)
{
    /// <summary>The largest body that is compared, in bytes.</summary>
    private const int MaxBody = 32 * 1024 * 1024;

    /// <summary>Bodies beyond this are kept on disk while they are compared.</summary>
    private const int InMemory = 64 * 1024;
    private const int RetryAfterSeconds = 2;
    private const string Replayed = "Idempotency-Replayed";

    public Task InvokeAsync(HttpContext http, IClusterClient grains) =>
        http.Request.Headers.ContainsKey(IdempotencyKey.Header) && IsWrite(http) && Access.PrincipalOf(http.User) is { } principal
            ? OnceAsync(http, grains, principal) : next(http);

    private async Task OnceAsync(HttpContext http, IClusterClient grains, string principal)
    {
        if (IdempotencyKey.FaultOf(http.Request) is { } fault) throw new RefusedException(Problems.Invalid((IdempotencyKey.Header, fault)));
        var key = http.Request.Headers[IdempotencyKey.Header].ToString();
        // The path with its ids, as it is sent: another thing is another write.
        var write = grains.GetGrain<IWriteGrain>(GrainKeys.Write(GrainKeys.DerivedId(
            principal, http.Request.Method, http.Request.Path.Value!.TrimEnd('/'), key)));
        var fingerprint = await FingerprintAsync(http);
        var start = await write.BeginAsync(fingerprint);
        switch (start.Outcome)
        {
            case WriteOutcome.Conflict:
                throw new RefusedException(Problems.IdempotencyConflict());
            case WriteOutcome.InFlight:
                throw new RefusedException(Problems.Of(
                    StatusCodes.Status409Conflict, "idempotency_in_flight",
                    "A request with this Idempotency-Key is still being carried out. Send it again to get its answer.", RetryAfterSeconds));
            case WriteOutcome.Done:
                await ReplayAsync(http.Response, start.Answer!);
                return;
            default:
                await CarryOutAsync(http, write, start.Ticket!);
                return;
        }
    }

    private async Task CarryOutAsync(HttpContext http, IWriteGrain write, string ticket)
    {
        var body = http.Response.Body;
        await using var kept = new MemoryStream();
        http.Response.Body = kept;
        try
        {
            await next(http);
        }
        catch
        {
            http.Response.Body = body;
            await FreeAsync(write, ticket);
            throw;
        }

        http.Response.Body = body;
        var (response, status) = (http.Response, http.Response.StatusCode);
        // What was refused or failed had no effect that its caller could count on: the same key may be sent again.
        var isKept = status is >= 200 and < 400 && kept.Length <= WriteAnswer.MaxBytes;
        var answer = isKept ? new WriteAnswer(status, response.ContentType, response.Headers.Location, kept.ToArray()) : null;
        // Before the client hears of it: whoever got the answer can get it again.
        await (answer is null ? FreeAsync(write, ticket) : write.EndAsync(ticket, answer));
        kept.Position = 0;
        if (kept.Length > 0) await kept.CopyToAsync(body, http.RequestAborted);
    }

    private async Task FreeAsync(IWriteGrain write, string ticket)
    {
        try
        {
            await write.EndAsync(ticket, null);
        }
        catch (Exception exception) when (ClusterFaults.Explains(exception))
        {
            LogNotFreed(exception.Message);
        }
    }

    private static async Task ReplayAsync(HttpResponse response, WriteAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        if (answer.Location is { } location) response.Headers.Location = location;
        response.Headers[Replayed] = "true";
        if (answer.Body.Length > 0) await response.Body.WriteAsync(answer.Body);
    }

    private async Task<string> FingerprintAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.ContentLength > MaxBody) throw new RefusedException(Problems.TooLarge(MaxBody));
        request.EnableBuffering(InMemory, MaxBody);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        late.CancelAfter(5 * options.Value.BodyTime);
        var buffer = new byte[16 * 1024];
        try
        {
            while (await request.Body.ReadAsync(buffer, late.Token) is > 0 and var read) hash.AppendData(buffer, 0, read);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            http.Response.Headers.Connection = "close";
            throw new RefusedException(Problems.TooSlow(5 * options.Value.BodyTime));
        }
        catch (IOException fault) when (fault is not BadHttpRequestException && request.Body.Position >= MaxBody - buffer.Length)
        {
            throw new RefusedException(Problems.TooLarge(MaxBody));
        }

        request.Body.Position = 0;
        return GrainKeys.DerivedId(
            Convert.ToHexStringLower(hash.GetHashAndReset()), request.ContentType ?? "", request.QueryString.Value ?? "");
    }

    private static bool IsWrite(HttpContext http)
    {
        var method = http.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)) return false;
        return http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IdempotencyMetadata>() is null
            && !endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(answer =>
                answer.ContentTypes.Contains(EventStream.MediaType));
    }

    [LoggerMessage(LogLevel.Warning,
        "The Idempotency-Key of a write that failed was not freed ({Reason}); the same write is refused with 409 for ten minutes")]
    private partial void LogNotFreed(string reason);
}
