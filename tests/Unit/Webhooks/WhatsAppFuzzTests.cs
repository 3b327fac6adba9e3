using System.Net;
using System.Text;
using ObsidianVault.Api.Webhooks;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Channels.WhatsApp.Reading;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>Whatever is sent: nothing throws, nothing exceeds its limits, and Meta never gets a 5xx.</summary>
public sealed class WhatsAppFuzzTests
{
    private static readonly Encoding s_strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Fact]
    public void Broken_payloads_are_read_within_bounds()
    {
        int read = 0, events = 0;
        for (var seed = 0; seed < 4_000; seed++)
        {
            using var document = WhatsAppBody.TryParse(WhatsAppFuzz.Break(seed));
            if (document is null) continue;

            read++;
            foreach (var happened in WhatsAppPayload.Read(document.RootElement, WhatsAppReading.ReceivedAt, Check))
            {
                events++;
                Check(happened, seed);
            }
        }

        // The mutations must stay relevant: most remain valid JSON, and many still yield events.
        read.ShouldBeGreaterThan(3_000);
        events.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task Broken_payloads_never_answer_5xx()
    {
        await using var host = await WebhookHost.StartAsync();
        for (var seed = 10_000; seed < 10_400; seed++)
        {
            var body = WhatsAppFuzz.Break(seed);
            using var response = await host.PostWhatsAppAsync(body, WebhookHost.Sign(body));
            response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
        }

        host.Sessions.Events.ShouldNotBeEmpty();
    }

    private static void Check(WhatsAppLeft left)
    {
        left.Kind.Length.ShouldBeInRange(1, 32);
        (left.Note?.Any(char.IsControl) ?? false).ShouldBeFalse();
    }

    private static void Check(ChannelEvent happened, int seed)
    {
        foreach (var address in happened.AlsoKnownAs.Prepend(happened.From)) GrainKeys.Alias(address).ShouldNotBeEmpty();
        Text(happened.Id, 256).ShouldNotBeNullOrEmpty();
        happened.AlsoKnownAs.Length.ShouldBeLessThanOrEqualTo(5);
        switch (happened)
        {
            case InboundMessage message:
                Text(message.Text, 65_536);
                Text(message.Payload, 256);
                Text(message.ReplyToId, 256);
                Text(message.ChannelMessageId, 256);
                Line(message.Kind, 64).ShouldNotBeNullOrEmpty();
                Line(message.Summary, 1_000);
                Line(message.Referral, 1_000);
                Line(message.SenderName, 256);
                message.Attachments.Length.ShouldBeLessThanOrEqualTo(10);
                foreach (var file in message.Attachments)
                {
                    Text(file.MediaId, 256).ShouldNotBeNullOrEmpty();
                    Line(file.MimeType, 128);
                    Line(file.FileName, 256);
                    (file.Sha256?.Length ?? 64).ShouldBe(64);
                    (file.Size ?? 0).ShouldBeGreaterThanOrEqualTo(0);
                }

                break;
            case MessageEdited edited:
                Text(edited.MessageId, 256).ShouldNotBeNullOrEmpty();
                Text(edited.Text, 65_536);
                break;
            case MessageRevoked revoked:
                Text(revoked.MessageId, 256).ShouldNotBeNullOrEmpty();
                break;
            case DeliveryReceipt receipt:
                Text(receipt.ChannelMessageId, 256).ShouldNotBeNullOrEmpty();
                Text(receipt.OutboxId, 256);
                Line(receipt.ErrorText, 1_000);
                Line(receipt.PriceCategory, 64);
                break;
            case HumanReply reply:
                Text(reply.Text, 65_536);
                break;
            case AddressChanged moved:
                GrainKeys.Alias(moved.NewAddress).ShouldNotBe(GrainKeys.Alias(moved.From));
                break;
            case ConsentChanged:
                break;
            default:
                Assert.Fail($"seed {seed}: {happened}");
                break;
        }
    }

    private static string? Line(string? text, int max)
    {
        (text?.Any(char.IsControl) ?? false).ShouldBeFalse();
        return Text(text, max);
    }

    private static string? Text(string? text, int max)
    {
        if (text is null) return null;
        text.Length.ShouldBeLessThanOrEqualTo(max);
        text.ShouldNotContain('\0');
        s_strict.GetByteCount(text).ShouldBeGreaterThanOrEqualTo(text.Length);
        return text;
    }
}
