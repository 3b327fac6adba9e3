using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>Converts an outbox message to Meta's format.</summary>
public static class WhatsAppComposition
{
    /// <summary>Every reason why WhatsApp would reject the message; empty if none is known. Files are not checked.</summary>
    public static IReadOnlyList<string> FaultsOf(OutboundMessage message) =>
        WhatsAppLimits.FaultsOf(message.Media is { ObjectKey: { } key } file
            ? WithFile(message, WhatsAppMediaRules.Of(file.Kind), key, file.Caption, file.FileName)
            : Compose(message));

    /// <summary>The message without files that have to be uploaded first.</summary>
    internal static WhatsAppMessage Compose(OutboundMessage message)
    {
        var envelope = To(message.To, message.Id) with { Context = message.ReplyToId is { } id ? new WhatsAppReplyTo(id) : null };
        return message switch
        {
            { Template: { } template } => envelope with { Template = Fill(template) },
            { Reaction: { } reaction } =>
                envelope with { Context = null, Reaction = new WhatsAppReaction(reaction.MessageId, reaction.Emoji) },
            { Media: { } file } => WithFile(envelope, WhatsAppMediaRules.Of(file.Kind), null, file.Link, file.Caption, file.FileName),
            { List: { } list } => envelope with { Interactive = ListOf(message.Text, list) },
            { Buttons: { IsDefaultOrEmpty: false } buttons } when message.Text.Length <= WhatsAppLimits.InteractiveBody =>
                envelope with
                {
                    Interactive = WhatsAppInteractive.WithButtons(
                        message.Text, [.. buttons.Select(b => new WhatsAppChoice(b.Payload, b.Title))]),
                },
            _ => envelope with { Text = new WhatsAppText(message.Text) },
        };
    }

    internal static WhatsAppMessage WithFile(
        OutboundMessage message, WhatsAppMediaKind kind, string? mediaId, string? caption, string? fileName) =>
        WithFile(To(message.To, message.Id), kind, mediaId, null, caption, fileName);

    internal static WhatsAppMessage To(ChannelAddress to, string id)
    {
        if (to.ExternalId.StartsWith(ChannelAddress.WhatsAppGroup, StringComparison.Ordinal))
            return new WhatsAppMessage
            {
                RecipientType = "group",
                To = to.ExternalId[ChannelAddress.WhatsAppGroup.Length..],
                CallbackData = id,
            };
        var byPhone = to.ExternalId.All(char.IsAsciiDigit);
        return new WhatsAppMessage { To = byPhone ? to.ExternalId : null, Recipient = byPhone ? null : to.ExternalId, CallbackData = id };
    }

    private static WhatsAppMessage WithFile(
        WhatsAppMessage envelope, WhatsAppMediaKind kind, string? id, string? link, string? caption, string? fileName)
    {
        var media = new WhatsAppMedia(
            id,
            kind is WhatsAppMediaKind.Audio or WhatsAppMediaKind.Sticker ? null : caption,
            link,
            kind == WhatsAppMediaKind.Document ? fileName : null);
        return kind switch
        {
            WhatsAppMediaKind.Image => envelope with { Image = media },
            WhatsAppMediaKind.Audio => envelope with { Audio = media },
            WhatsAppMediaKind.Video => envelope with { Video = media },
            WhatsAppMediaKind.Sticker => envelope with { Sticker = media },
            _ => envelope with { Document = media },
        };
    }

    private static WhatsAppTemplate Fill(OutboundTemplate template) => new(template.Name, template.Language,
    [
        .. template.Header is { } header ? [WhatsAppComponent.Header(ValueOf(header))] : Array.Empty<WhatsAppComponent>(),
        .. template.Parameters.IsEmpty
            ? []
            : new[] { WhatsAppComponent.Body([.. template.Parameters.Select(text => new WhatsAppParameter { Text = text })]) },
        .. template.Buttons.Select(button => WhatsAppComponent.Button(button.Index, button.Kind, button.Kind switch
        {
            "quick_reply" => new WhatsAppParameter { Payload = button.Value },
            "copy_code" => new WhatsAppParameter { CouponCode = button.Value },
            _ => new WhatsAppParameter { Text = button.Value },
        })),
    ]);

    private static WhatsAppParameter ValueOf(TemplateValue value) => value.Kind switch
    {
        "image" => new WhatsAppParameter { Image = new WhatsAppMedia(Link: value.Value) },
        "video" => new WhatsAppParameter { Video = new WhatsAppMedia(Link: value.Value) },
        "document" => new WhatsAppParameter { Document = new WhatsAppMedia(Link: value.Value) },
        _ => new WhatsAppParameter { Text = value.Value },
    };

    private static WhatsAppInteractive ListOf(string text, OutboundList list) => WhatsAppInteractive.WithList(
        text,
        list.Label,
        [.. list.Sections.Select(section => new WhatsAppSection(
            section.Title, [.. section.Rows.Select(row => new WhatsAppChoice(row.Id, row.Title, row.Description))]))]);
}
