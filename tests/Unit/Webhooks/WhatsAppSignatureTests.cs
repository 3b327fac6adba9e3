using System.Text;
using System.Text.Json.Nodes;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.WhatsApp.Reading;

namespace ObsidianVault.Unit.Webhooks;

public sealed class WhatsAppSignatureTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void The_signature_is_of_the_bytes_and_hexadecimal_in_any_case()
    {
        var body = Encoding.UTF8.GetBytes("""{"a":"\/ \u0040 é"}""");
        var header = WebhookHost.Sign(body);

        WhatsAppSignature.IsValid(header, body, Secret).ShouldBeTrue();
        WhatsAppSignature.IsValid("sha256=" + header["sha256=".Length..].ToUpperInvariant(), body, Secret).ShouldBeTrue();
        WhatsAppSignature.IsValid(header["sha256=".Length..], body, Secret).ShouldBeFalse();
        WhatsAppSignature.IsValid(header + "00", body, Secret).ShouldBeFalse();
        WhatsAppSignature.IsValid(header, [.. body, (byte)' '], Secret).ShouldBeFalse();
        WhatsAppSignature.IsValid(header, body, "another secret").ShouldBeFalse();
        WhatsAppSignature.IsValid(null, body, Secret).ShouldBeFalse();
        WhatsAppSignature.IsValid(header, body, "").ShouldBeFalse();
    }

    [Fact]
    public void The_recorded_vectors_are_told_apart()
    {
        var vectors = JsonNode.Parse(Fixtures.Read("whatsapp-signature/vectors.json"))!;
        var secret = (string)vectors["app_secret"]!;

        foreach (var vector in vectors["accept"]!.AsArray()) IsValid(vector!).ShouldBeTrue((string)vector!["name"]!);

        var rejected = vectors["other"]!.AsArray().Where(vector => (string?)vector!["expect"] == "reject").ToList();
        rejected.ShouldNotBeEmpty();
        foreach (var vector in rejected) IsValid(vector!).ShouldBeFalse((string)vector!["name"]!);

        bool IsValid(JsonNode vector) => WhatsAppSignature.IsValid(
            (string?)vector["header"], Convert.FromBase64String((string)vector["body_base64"]!), secret);
    }
}
