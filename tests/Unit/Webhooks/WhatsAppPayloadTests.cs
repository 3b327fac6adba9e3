using System.Text.Json;

namespace ObsidianVault.Webhooks;

/// <summary>What is read from payloads that Meta documents or others recorded.</summary>
public sealed class WhatsAppPayloadTests
{
    [Theory]
    [InlineData("meta-text-message", "text", "Does it come in another color?", "16505551234")]
    [InlineData("meta-interactive-list-reply-message", "interactive", "Priority Mail Express", "16505551234")]
    [InlineData("pywa-callback-button-quick-reply", "button", "title", "972987654321")]
    [InlineData("netflie-bsuid-only-no-from", "text", "MESSAGE_BODY", "BSUID_123")]
    [InlineData("pywa-message-static-sticker", "sticker", null, null)]
    public void A_message_gives_its_kind_text_and_sender(string fixture, string kind, string? text, string? sender)
    {
        var message = Read(Fixtures.Read($"whatsapp/{fixture}.json")).ShouldHaveSingleItem();

        message.Kind.ShouldBe(kind);
        message.Text.ShouldBe(text);
        if (sender is not null) message.From.ExternalId.ShouldBe(sender);
    }

    [Fact]
    public void Every_change_is_read() =>
        Read(Fixtures.Read("whatsapp/netflie-multiple-text.json")).Select(message => message.Text).ShouldBe(["MESSAGE_BODY", "MESSAGE_BODY2"]);

    [Theory]
    [InlineData("\"from\":\"\",\"from_user_id\":\"US.1\"", "US.1")]
    [InlineData("\"from_user_id\":\"US.1\"", "US.1")]
    [InlineData("\"from\":\"49\",\"from_user_id\":\"US.1\"", "49")]
    public void A_person_without_a_visible_number_is_known_by_user_id(string who, string expected) =>
        Read(Payload($$$"""{"id":"w",{{{who}}},"timestamp":"1","type":"text","text":{"body":"x"}}"""))
            .ShouldHaveSingleItem().From.ExternalId.ShouldBe(expected);

    [Fact]
    public void A_timestamp_may_be_a_number() =>
        Read(Payload("""{"id":"w","from":"49","timestamp":1749416383,"type":"text","text":{"body":"x"}}"""))
            .ShouldHaveSingleItem().At.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1749416383));

    [Fact]
    public void A_message_that_names_nobody_is_not_given_to_one_of_several_contacts() =>
        Read(Payload("""{"id":"w","timestamp":"1","type":"text","text":{"body":"x"}}""", """[{"wa_id":"1"},{"wa_id":"2"}]""")).ShouldBeEmpty();

    private static string Payload(string message, string contacts = "[]") =>
        $$$"""{"entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"contacts":{{{contacts}}},"messages":[{{{message}}}]}}]}]}""";

    private static List<InboundMessage> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return WhatsAppPayload.Read(document.RootElement).ToList();
    }
}
