using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.WhatsApp;
using ObsidianVault.Channels.WhatsApp.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Api.Webhooks;

/// <summary>
/// Takes webhooks from Meta. Answers 200 to all that is signed and read, known or not, since Meta repeats anything else
/// for up to 7 days; 503 only where something was not stored.
/// </summary>
internal static class WhatsAppWebhook
{
    public const int MaxBodyBytes = 3 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhook/whatsapp").WithTags("Webhooks");
        group.MapGet("", Verify).WithName("VerifyWhatsAppWebhook");
        group.MapPost("", ReceiveAsync).WithName("ReceiveWhatsAppWebhook");
    }

    private static Results<ContentHttpResult, StatusCodeHttpResult> Verify(HttpRequest request, IOptions<WhatsAppOptions> options)
    {
        var query = request.Query;
        var expected = options.Value.VerifyToken;
        return expected.Length > 0 && query["hub.mode"] == "subscribe" && ConstantTime.Equals(query["hub.verify_token"].ToString(), expected)
            ? TypedResults.Text(query["hub.challenge"].ToString(), "text/plain")
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static async Task<Results<Ok, UnauthorizedHttpResult, ProblemHttpResult>> ReceiveAsync(
        HttpContext context, IOptions<WhatsAppOptions> options, Inbox inbox, WebhookMetrics metrics, TimeProvider time, ILogger<WhatsAppIntake> logger)
    {
        var request = context.Request;
        if (options.Value.AppSecret.Length == 0 || !request.Headers.TryGetValue(WhatsAppSignature.Header, out var signature))
            return TypedResults.Unauthorized();

        if (await WebhookBody.ReadAsync(request, MaxBodyBytes, context.RequestAborted) is not { } body)
            return WebhookProblems.TooLarge(MaxBodyBytes);

        if (!WhatsAppSignature.IsValid(signature, body.Span, options.Value.AppSecret))
            return TypedResults.Unauthorized();

        // The bytes are this request's own; nobody reads them after.
        using var payload = WhatsAppBody.TryParse(MemoryMarshal.AsMemory(body));
        if (payload is null)
        {
            // Meta's own, and never to be read: an error would bring it again for seven days.
            metrics.Count(ChannelNames.WhatsApp, WhatsAppKinds.Other, WhatsAppOutcomes.Malformed);
            return TypedResults.Ok();
        }

        var intake = new WhatsAppIntake(inbox, options.Value, metrics, time, logger);
        return await intake.TakeAsync(payload.RootElement) ? TypedResults.Ok() : WebhookProblems.NotStored(context.Response);
    }
}
