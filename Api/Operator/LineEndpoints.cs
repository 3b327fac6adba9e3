using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Channels.Telegram;
using ObsidianVault.Channels.WhatsApp;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Api.Operator;

/// <summary>Shows whether our bots and phone numbers send.</summary>
internal static class LineEndpoints
{
    public static void MapLines(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/v1/operator/lines", GetAsync)
        .WithTags("operator")
        .RequireAuthorization(Access.Operator)
        .ProducesError(StatusCodes.Status404NotFound)
        .AnswersLike(new[] { new LineView(ChannelNames.Telegram, "main", LineFault.None, null, null) })
        .WithSummary("Our bots and phone numbers.")
        .WithDescription("Each bot and phone number: whether it sends and, where it does not, what must be mended.");

    private static async Task<LineView[]> GetAsync(IClusterClient grains, IOptions<TelegramOptions> telegram,
        IOptions<WhatsAppOptions> whatsApp) =>
        await Task.WhenAll(telegram.Value.Bots.Select(bot => (ChannelNames.Telegram, bot.Name))
            .Concat(whatsApp.Value.PhoneNumberIds.Select(id => (ChannelNames.WhatsApp, id)))
            .Select(line => ViewAsync(grains, line.Item1, line.Item2)));

    private static async Task<LineView> ViewAsync(IClusterClient grains, string channel, string account)
    {
        var status = await grains.GetGrain<ILineGrain>(GrainKeys.Line(channel, account)).GetAsync();
        return new LineView(channel, account, status.Fault, status.Until, status.Detail);
    }
}

/// <summary>A bot or a phone number of ours.</summary>
/// <param name="Channel">telegram or whatsapp.</param>
/// <param name="Account">The bot's name, or the phone number id.</param>
/// <param name="Fault">none, too_fast, spam (no campaigns), or stopped: the operator must act.</param>
/// <param name="Until">When it is tried again.</param>
/// <param name="Detail">The channel's own words.</param>
internal sealed record LineView(string Channel, string Account, LineFault Fault, DateTimeOffset? Until, string? Detail);
