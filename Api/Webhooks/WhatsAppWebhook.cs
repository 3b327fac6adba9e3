using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
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
    private const string Example = """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messages":[]}}]}]}
        """;
    private static readonly BodyLimits s_limits = new(MaxBodyBytes, TimeSpan.FromSeconds(30));

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhook/whatsapp").WithTags("webhooks");
        group.MapGet("", Verify).WithName("VerifyWhatsAppWebhook").ProducesError(StatusCodes.Status403Forbidden)
            .Produces<string>(StatusCodes.Status200OK, "text/plain").AnswersLike("1158201444")
            .WithParameter("hub.mode", "subscribe.").WithParameter("hub.verify_token", "The setting WhatsApp:VerifyToken.")
            .WithParameter("hub.challenge", "What is answered.")
            .WithSummary("Proves to Meta that this address is ours.")
            .WithDescription("Meta asks once, when the callback address is set.");
        group.MapPost("", ReceiveAsync).WithName("ReceiveWhatsAppWebhook").Accepts<JsonElement>("application/json", "*/*")
            .WithMetadata(new SecuredBy(VaultOpenApi.WhatsAppScheme)).Takes(JsonNode.Parse(Example)!)
            .WithSummary("Takes a webhook from Meta.")
            .WithDescription("200 says that it is stored, or that there is nothing in it for us; 503 asks Meta to send it again.");
    }

    private static Results<ContentHttpResult, ProblemHttpResult> Verify(
        [FromQuery(Name = "hub.mode")] string? mode, [FromQuery(Name = "hub.verify_token")] string? token,
            [FromQuery(Name = "hub.challenge")] string? challenge,
        IOptions<WhatsAppOptions> options)
    {
        return mode == "subscribe" && ConstantTime.EqualsAny(token ?? "", options.Value.VerifyToken)
            ? TypedResults.Text(challenge ?? "", "text/plain")
            : Problems.Forbidden("The request is not authentic.");
    }

    private static async Task<Results<Ok, ProblemHttpResult>> ReceiveAsync(
        HttpContext context, IOptions<WhatsAppOptions> options, SessionRouter router, WebhookMetrics metrics, TimeProvider time,
            ILogger<WhatsAppIntake> logger)
    {
        var request = context.Request;
        if (options.Value.AppSecret.Length == 0 || !request.Headers.TryGetValue(WhatsAppSignature.Header, out var signature))
            return WebhookProblems.NotAuthentic();

        using var body = await RequestBody.ReadAsync(context, s_limits);
        if (!WhatsAppSignature.IsValid(signature, body.Memory.Span, options.Value.AppSecret))
            return WebhookProblems.NotAuthentic();

        // The bytes are this request's own; nobody reads them after.
        using var payload = WhatsAppBody.TryParse(body.Memory);
        if (payload is null)
        {
            // Meta's own, and never to be read: an error would bring it again for seven days.
            metrics.Count(ChannelNames.WhatsApp, WhatsAppKinds.Other, WhatsAppOutcomes.Malformed);
            return TypedResults.Ok();
        }

        var intake = new WhatsAppIntake(router, options.Value, metrics, time, logger);
        return await intake.TakeAsync(payload.RootElement) ? TypedResults.Ok() : WebhookProblems.NotStored();
    }
}
