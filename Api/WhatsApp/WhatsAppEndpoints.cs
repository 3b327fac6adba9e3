using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Http;
using ObsidianVault.Api.Operator;
using ObsidianVault.Delivery.WhatsApp;

namespace ObsidianVault.Api.WhatsApp;

/// <summary>
/// Sends on WhatsApp through the person's own conversation, so that order, opt-out, the 24-hour window and the receipts
/// hold for programs as they do for the assistant.
/// </summary>
internal static class WhatsAppEndpoints
{
    private const int MaxText = 16_384;
    private static readonly string[] s_kinds = ["image", "audio", "video", "document", "sticker"];

    public static void MapWhatsApp(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/whatsapp").WithTags("whatsapp").AddEndpointFilter<OperatorFilter>();
        group.MapPost("messages", SendTextAsync).WithSummary("Sends a text; outside the 24-hour window it waits until the person writes.");
        group.MapPost("messages/template", SendTemplateAsync).WithSummary("Sends an approved template, at any time.");
        group.MapPost("media", SendMediaAsync).WithSummary("Sends a file that Meta fetches by its link.");
    }

    private static Task<Results<Accepted<AcceptedMessage>, ProblemHttpResult>> SendTextAsync(
        NewWhatsAppText body, [FromHeader(Name = "Idempotency-Key")] string? key, IClusterClient grains, IOptions<WhatsAppOptions> options) =>
        SendAsync(
            body.From, body.To, key, grains, options,
            string.IsNullOrWhiteSpace(body.Text) || body.Text.Length > MaxText ? [("text", $"Must have 1 to {MaxText} characters.")] : [],
            message => message with { Text = body.Text! });

    private static Task<Results<Accepted<AcceptedMessage>, ProblemHttpResult>> SendTemplateAsync(
        NewWhatsAppTemplate body, [FromHeader(Name = "Idempotency-Key")] string? key, IClusterClient grains, IOptions<WhatsAppOptions> options)
    {
        var faults = new List<(string, string)>();
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > 512) faults.Add(("name", "Must have 1 to 512 characters."));
        if (string.IsNullOrWhiteSpace(body.Language) || body.Language.Length > 16) faults.Add(("language", "Must be the template's language, such as en_US."));
        if (body.Parameters is { } given && (given.Length > 20 || given.Any(p => p is null or { Length: 0 or > 1024 })))
            faults.Add(("parameters", "Must be at most 20, of 1 to 1,024 characters each."));
        return SendAsync(body.From, body.To, key, grains, options, faults, message => message with
        {
            Text = $"({body.Name})",
            Template = new OutboundTemplate(body.Name!, body.Language!, [.. body.Parameters ?? []]),
        });
    }

    private static Task<Results<Accepted<AcceptedMessage>, ProblemHttpResult>> SendMediaAsync(
        NewWhatsAppMedia body, [FromHeader(Name = "Idempotency-Key")] string? key, IClusterClient grains, IOptions<WhatsAppOptions> options)
    {
        var faults = new List<(string, string)>();
        if (body.Kind is null || !s_kinds.Contains(body.Kind)) faults.Add(("kind", $"Must be one of {string.Join(", ", s_kinds)}."));
        if (!Uri.TryCreate(body.Link, UriKind.Absolute, out var link) || link.Scheme != Uri.UriSchemeHttps || body.Link!.Length > 2_000)
            faults.Add(("link", "Must be an absolute https address that Meta can fetch."));
        if (body.Caption is { Length: > 1024 }) faults.Add(("caption", "Must have at most 1,024 characters."));
        if (body.FileName is { Length: > 240 }) faults.Add(("file_name", "Must have at most 240 characters."));
        return SendAsync(body.From, body.To, key, grains, options, faults, message => message with
        {
            Text = body.Caption ?? $"({body.Kind})",
            Media = new OutboundMedia(body.Kind!, body.Link!, body.Caption, body.FileName),
        });
    }

    private static async Task<Results<Accepted<AcceptedMessage>, ProblemHttpResult>> SendAsync(
        string? from, string? to, string? key, IClusterClient grains, IOptions<WhatsAppOptions> options,
        IEnumerable<(string, string)> faults, Func<OutboundMessage, OutboundMessage> fill)
    {
        var all = faults.ToList();
        from ??= options.Value.PhoneNumberIds.FirstOrDefault();
        if (from is null || !options.Value.PhoneNumberIds.Contains(from)) all.Add(("from", "Must be one of our phone number ids (WhatsApp:PhoneNumberIds)."));
        if (to is not { Length: > 0 and <= 256 } || to.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '.'))
            all.Add(("to", "Must be a phone number in digits, with its country code, or a user id."));
        if (key is { Length: > 200 }) all.Add(("Idempotency-Key", "Must have at most 200 characters."));
        if (all.Count > 0) return Problems.Invalid([.. all]);

        var address = new ChannelAddress(Channels.WhatsApp, from!, to!);
        var sessionId = await grains.GetGrain<IAliasGrain>(GrainKeys.Alias(address)).ResolveAsync();
        var id = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(sessionId)).SayAsync(
            fill(new OutboundMessage { Id = "", To = address, Text = "" }), toLast: false, key ?? GrainKeys.NewId());
        return id is null ? Problems.NotReachable() : TypedResults.Accepted($"/api/v1/operator/conversations/{sessionId}", new AcceptedMessage(id, sessionId));
    }
}

/// <param name="From">One of our phone number ids; the first where it is left out.</param>
/// <param name="To">The phone number in digits with its country code, or the business-scoped user id.</param>
internal sealed record NewWhatsAppText(string? From, string? To, string? Text);

/// <param name="Parameters">Fill the placeholders of the template's body, in order.</param>
internal sealed record NewWhatsAppTemplate(string? From, string? To, string? Name, string? Language, string[]? Parameters);

/// <param name="Kind">image, audio, video, document or sticker.</param>
internal sealed record NewWhatsAppMedia(string? From, string? To, string? Kind, string? Link, string? Caption, string? FileName);
