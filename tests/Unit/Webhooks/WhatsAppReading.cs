using System.Globalization;
using System.Text;
using ObsidianVault.Api.Webhooks;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Channels.WhatsApp.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>Reads a payload as the webhook does, and describes the result in one line for the test to compare.</summary>
internal static class WhatsAppReading
{
    public static readonly DateTimeOffset ReceivedAt = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    public static (IReadOnlyList<ChannelEvent> Events, IReadOnlyList<WhatsAppLeft> Left) Read(string json) =>
        Read(Encoding.UTF8.GetBytes(json));

    public static (IReadOnlyList<ChannelEvent> Events, IReadOnlyList<WhatsAppLeft> Left) Read(byte[] body)
    {
        using var document = WhatsAppBody.TryParse(body);
        document.ShouldNotBeNull("not JSON");
        var left = new List<WhatsAppLeft>();
        return ([.. WhatsAppPayload.Read(document.RootElement, ReceivedAt, left.Add)], left);
    }

    /// <summary>All events, then "-kind/outcome" for each part that was left out.</summary>
    public static string Describe(string json)
    {
        var (events, left) = Read(json);
        return string.Join(" & ", [.. events.Select(Describe), .. left.Select(l => $"-{l.Kind}/{l.Outcome}")]);
    }

    private static string Describe(ChannelEvent happened)
    {
        var who = happened.From.ExternalId + string.Concat(happened.AlsoKnownAs.Select(other => "+" + other.ExternalId));
        return happened switch
        {
            InboundMessage message => $"{message.Kind}@{who}{Details(message)}",
            MessageEdited edited => $"edited@{who} {edited.MessageId} \"{edited.Text}\"",
            MessageRevoked revoked => $"revoked@{who} {revoked.MessageId}",
            DeliveryReceipt receipt => string.Create(
                CultureInfo.InvariantCulture,
                $"{receipt.Status}@{who} {receipt.ChannelMessageId}{Part(" outbox:", receipt.OutboxId)}"
                    + $"{Part(" error:", receipt.ErrorCode)}{Part(" ", receipt.ErrorText)}"
                    + $"{Part(" billable:", receipt.Billable)}{Part(" ", receipt.PriceCategory)}"),
            ConsentChanged { Scope: ConsentScope.Marketing } marketing => $"marketing@{who} {(marketing.OptedOut ? "out" : "in")}",
            ConsentChanged consent => $"consent@{who} {(consent.OptedOut ? "out" : "in")}",
            AddressChanged moved => $"moved@{who} to {moved.NewAddress.ExternalId}",
            HumanReply reply => $"human@{who} \"{reply.Text}\"",
            _ => happened.ToString(),
        };
    }

    private static string Details(InboundMessage message)
    {
        var file = string.Concat(
            message.Attachments.Select(a => $" file:{a.MediaId},{a.MimeType},{a.FileName}{(a.Sha256 is null ? "" : ",sha")}"));
        return $"{Part(" by:", message.SenderName)}{Part(" ", message.Text is { } text ? $"\"{text}\"" : null)}"
            + $"{Part(" payload:", message.Payload)}{file}{Part(" ", message.Summary is { } summary ? $"({summary})" : null)}"
            + $"{Part(" re:", message.ReplyToId)}{(message.Forwarded ? " fwd" : "")}"
            + $"{Part(" ref:", message.Referral)}{(message.InGroup ? " group" : "")}"
            + $"{(message.OnlyIfToUs ? " if to us" : "")}{(message.IsNotice ? " notice" : "")}";
    }

    private static string Part(string before, object? value) => value is null ? "" : before + value;
}
