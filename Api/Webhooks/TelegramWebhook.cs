using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.Telegram;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Api.Webhooks;

/// <summary>Takes updates from Telegram, one a request, and acknowledges each only when it is stored.</summary>
internal static class TelegramWebhook
{
    public const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";
    public const int MaxBodyBytes = 1024 * 1024;
    private const string Example = """
        {"update_id":1,"message":{"message_id":1,"date":1795953600,"chat":{"id":42,"type":"private"},"text":"/video Draw a circle"}}
        """;
    private static readonly BodyLimits s_limits = new(MaxBodyBytes, TimeSpan.FromSeconds(30));

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhook/telegram").WithTags("webhooks")
            .WithMetadata(new SecuredBy(VaultOpenApi.TelegramScheme),
                new AcceptsMetadata(["application/json", "*/*"], typeof(JsonElement))).Takes(JsonNode.Parse(Example)!);
        group.MapPost("", ReceiveForFirstBotAsync).WithName("ReceiveTelegramUpdate")
            .WithSummary("Takes an update for the first bot.")
            .WithDescription("Telegram posts here. 200 says that the update is stored, or that there is nothing in it for us.");
        group.MapPost("/{bot}", ReceiveForBotAsync).WithName("ReceiveTelegramUpdateOfBot")
            .WithParameter("bot", "The bot's name in the settings.")
            .WithSummary("Takes an update for a bot.")
            .WithDescription("Telegram posts here. 200 says that the update is stored, or that there is nothing in it for us.");
    }

    private static Task<Results<Ok, ProblemHttpResult>> ReceiveForFirstBotAsync(
        HttpContext context, IOptions<TelegramOptions> options, TelegramBotIdentities bots, TimeProvider time,
        SessionRouter router, WebhookMetrics metrics) =>
        ReceiveAsync(context, options.Value.Bots.FirstOrDefault(), bots, time, router, metrics);

    private static Task<Results<Ok, ProblemHttpResult>> ReceiveForBotAsync(
        [FromRoute] string bot, HttpContext context, IOptions<TelegramOptions> options, TelegramBotIdentities bots, TimeProvider time,
        SessionRouter router, WebhookMetrics metrics) =>
        ReceiveAsync(context, options.Value.Find(bot), bots, time, router, metrics);

    private static async Task<Results<Ok, ProblemHttpResult>> ReceiveAsync(
        HttpContext context, TelegramBotOptions? bot, TelegramBotIdentities bots, TimeProvider time, SessionRouter router,
        WebhookMetrics metrics)
    {
        if (bot is null || !ConstantTime.EqualsAny(context.Request.Headers[SecretHeader].ToString(), bot.WebhookSecret))
            return WebhookProblems.NotAuthentic();

        using var body = await RequestBody.ReadAsync(context, s_limits);
        using var update = TolerantJson.TryParse(body.Memory);
        if (update is null) return Problems.MalformedJson("The body is not JSON.");

        var identity = TelegramUpdate.NeedsUsername(update.RootElement) ? await bots.ResolveAsync(bot, context.RequestAborted)
            : bots.Get(bot);
        var reading = TelegramUpdate.Read(update.RootElement, identity, time.GetUtcNow());
        if (reading.Events.Count > 0 && !await router.StoreAsync(reading.Events))
        {
            metrics.Count(ChannelNames.Telegram, reading.Kind, TelegramOutcomes.NotStored);
            return WebhookProblems.NotStored();
        }

        metrics.Count(ChannelNames.Telegram, reading.Kind, reading.Outcome);
        return TypedResults.Ok();
    }
}
