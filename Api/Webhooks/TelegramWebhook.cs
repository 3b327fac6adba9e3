using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
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

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhook/telegram").WithTags("Webhooks");
        group.MapPost("", ReceiveForFirstBotAsync).WithName("ReceiveTelegramUpdate");
        group.MapPost("/{bot}", ReceiveForBotAsync).WithName("ReceiveTelegramUpdateOfBot");
    }

    private static Task<Results<Ok, UnauthorizedHttpResult, ProblemHttpResult>> ReceiveForFirstBotAsync(
        HttpContext context, IOptions<TelegramOptions> options, TelegramBotIdentities bots, TimeProvider time, Inbox inbox, WebhookMetrics metrics) =>
        ReceiveAsync(context, options.Value.Bots.FirstOrDefault(), bots, time, inbox, metrics);

    private static Task<Results<Ok, UnauthorizedHttpResult, ProblemHttpResult>> ReceiveForBotAsync(
        [FromRoute] string bot, HttpContext context, IOptions<TelegramOptions> options, TelegramBotIdentities bots, TimeProvider time, Inbox inbox, WebhookMetrics metrics) =>
        ReceiveAsync(context, options.Value.Find(bot), bots, time, inbox, metrics);

    private static async Task<Results<Ok, UnauthorizedHttpResult, ProblemHttpResult>> ReceiveAsync(
        HttpContext context, TelegramBotOptions? bot, TelegramBotIdentities bots, TimeProvider time, Inbox inbox, WebhookMetrics metrics)
    {
        if (bot is null || !ConstantTime.Equals(context.Request.Headers[SecretHeader].ToString(), bot.WebhookSecret))
            return TypedResults.Unauthorized();

        if (await WebhookBody.ReadAsync(context.Request, MaxBodyBytes, context.RequestAborted) is not { } body)
            return WebhookProblems.TooLarge(MaxBodyBytes);

        using var update = TolerantJson.TryParse(body);
        if (update is null) return WebhookProblems.NotJson();

        var identity = TelegramUpdate.NeedsUsername(update.RootElement) ? await bots.ResolveAsync(bot, context.RequestAborted) : bots.Get(bot);
        var reading = TelegramUpdate.Read(update.RootElement, identity, time.GetUtcNow());
        if (reading.Events.Count > 0 && !await inbox.StoreAsync(reading.Events))
        {
            metrics.Count(ChannelNames.Telegram, reading.Kind, TelegramOutcomes.NotStored);
            return WebhookProblems.NotStored(context.Response);
        }

        metrics.Count(ChannelNames.Telegram, reading.Kind, reading.Outcome);
        return TypedResults.Ok();
    }
}
