namespace ObsidianVault.Unit.Webhooks;

/// <summary>The sender's identity: people with usernames may have no visible phone number, and contacts come in any order.</summary>
public sealed class WhatsAppIdentityTests
{
    private const string Both = """[{"wa_id":"49","user_id":"DE.1","parent_user_id":"DE.ENT.1"}]""";

    [Theory]
    [InlineData("\"from\":\"49\"", "[]", "49")]
    [InlineData("\"from\":49", "[]", "49")]
    [InlineData("\"from\":\"49\",\"from_user_id\":\"DE.1\",\"from_parent_user_id\":\"DE.ENT.1\"", "[]", "49+DE.1+DE.ENT.1")]
    [InlineData("\"from\":\"\",\"from_user_id\":\"DE.1\"", "[]", "DE.1")]
    [InlineData("\"from\":\" \",\"from_user_id\":\"DE.1\"", "[]", "DE.1")]
    [InlineData("\"from\":null,\"from_parent_user_id\":\"DE.ENT.1\"", "[]", "DE.ENT.1")]
    [InlineData("\"from_user_id\":\"DE.1\",\"from_parent_user_id\":\"DE.ENT.1\"", "[]", "DE.1+DE.ENT.1")]
    [InlineData("\"from\":\"49\"", Both, "49+DE.1+DE.ENT.1")]
    [InlineData("\"from_user_id\":\"DE.1\"", Both, "49+DE.1+DE.ENT.1")]
    [InlineData("\"from_parent_user_id\":\"DE.ENT.1\"", Both, "49+DE.1+DE.ENT.1")]
    [InlineData("\"from_user_id\":\"DE.1\"", """[{"wa_id":"","user_id":"DE.1"}]""", "DE.1")]
    [InlineData("\"from\":\"50\"", Both, "50")]
    [InlineData("\"from\":\"50\"", """[{"wa_id":"49","user_id":"DE.1"},{"wa_id":"50","user_id":"DE.2"}]""", "50+DE.2")]
    [InlineData("\"from\":\"49\",\"from_user_id\":\"DE.7\"", Both, "49+DE.7+DE.ENT.1")]
    [InlineData("\"x\":1", Both, "49+DE.1+DE.ENT.1")]
    [InlineData("\"x\":1", """[{"user_id":"DE.1"}]""", "DE.1")]
    [InlineData("\"x\":1", """[{"wa_id":"1"},{"wa_id":"2"}]""", null)]
    [InlineData("\"x\":1", """[{"profile":{"name":"Ada"}}]""", null)]
    [InlineData("\"from\":[],\"from_user_id\":{}", "{}", null)]
    public void A_person_is_known_by_number_then_user_id_then_parent_id(string ids, string contacts, string? expected)
    {
        var (events, _) = WhatsAppReading.Read(WhatsAppSamples.Payload(
            "messages", $$$""" "contacts":{{{contacts}}},"messages":[{"id":"w","timestamp":"1",{{{ids}}},"text":{"body":"x"}}] """));

        var known = events.Select(e => string.Join('+', e.AlsoKnownAs.Prepend(e.From).Select(address => address.ExternalId)))
            .SingleOrDefault();
        known.ShouldBe(expected);
    }

    [Fact]
    public void A_number_too_long_for_a_key_is_no_number() =>
        WhatsAppReading.Describe(WhatsAppSamples.Payload(
            "messages",
            $$$""" "messages":[{"id":"w","from":"{{{new string('1', 257)}}}"},"""
                + $$$"""{"id":"w","from":"{{{new string('1', 257)}}}","from_user_id":"DE.1"}] """))
            .ShouldBe("unsupported@DE.1 & -other/malformed");
}
