using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Api.Operator;
using ObsidianVault.Channels.WhatsApp;
using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.WhatsApp;

/// <summary>
/// Sends on WhatsApp through the person's own conversation, so that order, opt-out, the 24-hour window and the receipts
/// hold for programs as they do for the assistant.
/// </summary>
internal static class WhatsAppEndpoints
{
    private const int MaxText = 16_384;

    public static void MapWhatsApp(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/whatsapp").WithTags("whatsapp").RequireAuthorization(Access.Operator).WithIdempotencyKey()
            .ProducesError(StatusCodes.Status404NotFound).AnswersLike(AcceptedMessage.Example, StatusCodes.Status202Accepted);
        group.MapPost("messages", SendMessageAsync).Takes(new NewWhatsAppMessage(null, "16505551234", "Your video is ready."))
            .WithSummary("Sends a text, with buttons or a list, or a reaction.")
            .WithDescription("Outside the 24-hour window it waits until the person writes. The person's order, opt-out and receipts "
                + "hold as for the assistant.");
        group.MapPost("messages/template", SendTemplateAsync)
            .Takes(new NewWhatsAppTemplate(null, "16505551234", "we_have_news", "en_US", ["Ada"], Category: "utility"))
            .WithSummary("Sends an approved template.")
            .WithDescription("At any time, also outside the 24-hour window. Who stopped marketing gets none of the category marketing.");
        group.MapPost("media", SendMediaAsync).Accepts<NewWhatsAppMedia>("application/json", "multipart/form-data")
            .Takes(new NewWhatsAppMedia(null, "16505551234", "document", "https://example.com/notes.pdf", "To read", "notes.pdf"))
            .WithSummary("Sends a file.")
            .WithDescription("Uploaded as the file of a form, whose other fields are those of the JSON, or as JSON with a link that "
                + "Meta fetches. At most 100 MB; WhatsApp takes less of most kinds.");
    }

    private static Task<Results<Accepted<AcceptedMessage>, ProblemHttpResult>> SendMessageAsync(
        Body<NewWhatsAppMessage> message, IdempotencyKey key, IClusterClient grains, IOptions<WhatsAppOptions> options)
    {
        var body = message.Value;
        var faults = new List<(string, string)>();
        if (body.Reaction is null && (string.IsNullOrWhiteSpace(body.Text) || body.Text.Length > MaxText)) faults.Add(
            ("text", $"Must have 1 to {MaxText} characters."));
        if (body.ReplyTo is { Length: > 256 }) faults.Add(("reply_to", "Must have at most 256 characters."));
        if (body.Reaction is { } given && (given.MessageId is not { Length: > 0 and <= 256 } || given.Emoji is { Length: > 32 }))
            faults.Add(("reaction", "Must have a message_id of 1 to 256 characters and an emoji of at most 32."));
        if (body.Buttons is { Length: > 0 }
            && body.List is not null) faults.Add(("list", "A message has buttons or a list, and not both."));
        return SendAsync(body.From, body.To, key, grains, options, faults, draft => draft with
        {
            Text = body.Text ?? $"({body.Reaction!.Emoji})",
            ReplyToId = body.ReplyTo,
            Buttons = [.. (body.Buttons ?? []).Select(b => new OutboundButton(b.Title ?? "", b.Id ?? ""))],
            List = body.List is { } list ? new OutboundList(list.Label ?? "", [.. (list.Sections ?? []).Select(SectionOf)]) : null,
            Reaction = body.Reaction is { } reaction ? new OutboundReaction(reaction.MessageId ?? "", reaction.Emoji ?? "") : null,
        });
    }

    private static OutboundSection SectionOf(NewSection section) =>
        new(section.Title, [.. (section.Rows ?? []).Select(row => new OutboundRow(row.Id ?? "", row.Title ?? "", row.Description))]);

    private static Task<Results<Accepted<AcceptedMessage>, ProblemHttpResult>> SendTemplateAsync(
        Body<NewWhatsAppTemplate> template, IdempotencyKey key, IClusterClient grains, IOptions<WhatsAppOptions> options)
    {
        var body = template.Value;
        var faults = new List<(string, string)>();
        if (body.Parameters is { } given && (given.Length > 20 || given.Any(p => p is null or { Length: 0 or > 1024 })))
            faults.Add(("parameters", "Must be at most 20, of 1 to 1,024 characters each."));
        if (body.Header is { } header && !IsValue(header.Kind, header.Value, ["text", "image", "video", "document"]))
            faults.Add(("header", "Must have a kind (text, image, video or document) and a value: a text of 1 to 1,024 characters, or "
                + "the file's https link."));
        if (body.Buttons is { } buttons
            && (buttons.Length > 10 || buttons.Any(b =>
                b is null || b.Index is < 0 or > 9 || !IsValue(b.Kind, b.Value, ["quick_reply", "url", "copy_code"]))))
            faults.Add(("buttons", "Must be at most 10, each with its index from 0 to 9, a kind (quick_reply, url or copy_code) and a "
                + "value of 1 to 1,024 characters."));
        // Numbers are names of no category.
        var category = TemplateCategory.Marketing;
        if (body.Category is { } named && !(named.All(char.IsAsciiLetter) && Enum.TryParse(named, ignoreCase: true, out category)))
            faults.Add(("category", "Must be marketing, utility or authentication."));
        return SendAsync(body.From, body.To, key, grains, options, faults, draft => draft with
        {
            Text = $"({body.Name})",
            Template = new OutboundTemplate(body.Name ?? "", body.Language ?? "", [.. body.Parameters ?? []])
            {
                Category = category,
                Header = body.Header is null ? null : new TemplateValue(body.Header.Kind!, body.Header.Value!),
                Buttons = [.. (body.Buttons ?? []).Select(b => new TemplateButton(b.Index, b.Kind!, b.Value!))],
            },
        });
    }

    private static bool IsValue(string? kind, string? value, string[] kinds) =>
        kinds.Contains(kind) && value is { Length: > 0 and <= 1024 }
        && (kind is not ("image" or "video" or "document")
            || (Uri.TryCreate(value, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps));

    private static async Task<Results<Accepted<AcceptedMessage>, ProblemHttpResult>> SendMediaAsync(
        HttpContext http, IdempotencyKey key, IClusterClient grains, IOptions<WhatsAppOptions> options, IOptions<GatewayOptions> gateway,
            IObjectStore objects)
    {
        var (body, media, upload, faults) = await WhatsAppMediaRequest.ReadAsync(http, gateway.Value, key.Value);
        return await SendAsync(
            body.From, body.To, key, grains, options, faults, draft =>
                draft with { Text = body.Caption ?? $"({body.Kind})", Media = media },
            upload is null ? null : () => KeepAsync(objects, media!.ObjectKey!, upload, http.RequestAborted));
    }

    private static async Task KeepAsync(IObjectStore objects, string key, IFormFile file, CancellationToken cancellationToken)
    {
        await using var content = file.OpenReadStream();
        await objects.PutAsync(key, content, "application/octet-stream", cancellationToken);
    }

    private static async Task<Results<Accepted<AcceptedMessage>, ProblemHttpResult>> SendAsync(
        string? from, string? to, IdempotencyKey key, IClusterClient grains, IOptions<WhatsAppOptions> options,
        IEnumerable<(string, string)> faults, Func<OutboundMessage, OutboundMessage> fill, Func<Task>? keep = null)
    {
        var all = faults.ToList();
        from ??= options.Value.PhoneNumberIds.FirstOrDefault();
        if (from is null || !options.Value.PhoneNumberIds.Contains(from)) all.Add(
            ("from", "Must be one of our phone number ids (WhatsApp:PhoneNumberIds)."));
        if (to is not { Length: > 0 and <= 256 } || to.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '.'))
            all.Add(("to", "Must be a phone number in digits, with its country code, or a user id."));
        if (all.Count > 0) return Problems.Invalid([.. all]);

        var address = new ChannelAddress(ChannelNames.WhatsApp, from!, to!);
        var message = fill(new OutboundMessage { Id = "-", To = address, Text = "" });
        // A long text goes in parts; the rest must be as Meta wants it.
        var wrong = message is { Media: null, Reaction: null, List: null, Template: null, Buttons.IsEmpty: true } ? []
            : WhatsAppComposition.FaultsOf(message);
        if (wrong.Count > 0) return Problems.Invalid([.. wrong.Select(fault => ("message", $"Must be as WhatsApp takes it: {fault}."))]);

        if (keep is not null) await keep();
        var sessionId = await grains.GetGrain<IAliasGrain>(GrainKeys.Alias(address)).ResolveAsync();
        var id = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(sessionId)).SayAsync(message, toLast: false, key.Value);
        return id is null ? Problems.NotReachable()
            : TypedResults.Accepted($"/api/v1/operator/conversations/{sessionId}", new AcceptedMessage(id, sessionId));
    }
}

/// <summary>A message to a person.</summary>
/// <param name="From">One of our phone number ids; the first where it is left out.</param>
/// <param name="To">The phone number in digits with its country code, or the business-scoped user id.</param>
/// <param name="Text">1 to 16,384 characters; long ones go in parts.</param>
/// <param name="ReplyTo">The id (wamid) of the message that this one quotes.</param>
/// <param name="Buttons">At most three; what is pressed comes back with its id.</param>
/// <param name="List">A list to choose from, in place of buttons.</param>
/// <param name="Reaction">An emoji under a message of the person, in place of a text.</param>
internal sealed record NewWhatsAppMessage(
    string? From, string? To, string? Text, string? ReplyTo = null, NewButton[]? Buttons = null, NewList? List = null,
        NewReaction? Reaction = null);

/// <summary>A button under a message.</summary>
internal sealed record NewButton(string? Id, string? Title);

/// <summary>A list to choose from.</summary>
internal sealed record NewList(string? Label, NewSection[]? Sections);

/// <summary>A part of a list.</summary>
internal sealed record NewSection(string? Title, NewRow[]? Rows);

/// <summary>A row of a list.</summary>
internal sealed record NewRow(string? Id, string? Title, string? Description);

/// <summary>An emoji under a message.</summary>
/// <param name="MessageId">The id (wamid) of the message.</param>
/// <param name="Emoji">Empty takes the reaction back.</param>
internal sealed record NewReaction(string? MessageId, string? Emoji);

/// <summary>An approved template.</summary>
/// <param name="From">One of our phone number ids; the first where it is left out.</param>
/// <param name="To">The phone number in digits with its country code, or the business-scoped user id.</param>
/// <param name="Name">The template's name.</param>
/// <param name="Language">The template's language, such as en_US.</param>
/// <param name="Parameters">Fill the placeholders of the template's body, in order.</param>
/// <param name="Header">Fills the template's header.</param>
/// <param name="Buttons">Fill the buttons that have something to fill.</param>
/// <param name="Category">marketing, utility or authentication, as Meta approved it; marketing where it is left out.</param>
internal sealed record NewWhatsAppTemplate(
    string? From, string? To, string? Name, string? Language, string[]? Parameters, NewTemplateValue? Header = null,
        NewTemplateButton[]? Buttons = null, string? Category = null);

/// <summary>Fills a placeholder.</summary>
/// <param name="Kind">text, image, video or document.</param>
/// <param name="Value">The text, or the file's https link.</param>
internal sealed record NewTemplateValue(string? Kind, string? Value);

/// <summary>Fills a button of a template.</summary>
/// <param name="Index">The button's place, from 0.</param>
/// <param name="Kind">quick_reply, url or copy_code.</param>
/// <param name="Value">What fills it.</param>
internal sealed record NewTemplateButton(int Index, string? Kind, string? Value);
