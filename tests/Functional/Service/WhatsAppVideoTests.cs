using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ObsidianVault.Fakes;

namespace ObsidianVault.Functional.Service;

/// <summary>The main job over WhatsApp.</summary>
public abstract class WhatsAppVideoTests(Shape shape)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_signed_message_gets_its_video_and_others_are_refused()
    {
        await using var vault = await shape.StartNewAsync();
        using (var verified = await vault.Http.GetAsync("/webhook/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=functional-verify-token", TestContext.Current.CancellationToken))
            (verified.StatusCode, await verified.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe((HttpStatusCode.OK, "1158201444"));
        using (var refused = await vault.Http.GetAsync("/webhook/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=wrong", TestContext.Current.CancellationToken))
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await PostAsync(vault, "wamid.0", "/help", "another secret")).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(vault, "wamid.1", "/video Plot y = 2x + 1")).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(vault, "wamid.1", "/video Plot y = 2x + 1")).ShouldBe(HttpStatusCode.OK);

        var video = (GraphMessage)await vault.Graph.WaitForAsync(r => r is GraphMessage { Type: "video" }, Patience, TestContext.Current.CancellationToken);
        var sent = vault.Graph.Requests.Of<GraphMessage>();
        sent.Select(m => (m.Type, m.PhoneNumberId, m.To)).ShouldBe([("interactive", "111", "16505551234"), ("video", "111", "16505551234")]);
        sent[0].Text!.ShouldContain("job ");
        video.Text!.ShouldContain("/access?token=");
        sent.ShouldAllBe(m => m.Authorization == "Bearer stand-in-access-token" && m.Body["biz_opaque_callback_data"] != null);
        var upload = vault.Graph.Requests.Of<GraphUpload>().ShouldHaveSingleItem();
        ((string?)video.Body["video"]!["id"]).ShouldBe(upload.MediaId);
        Mp4.Read(upload.Content).Duration.TotalSeconds.ShouldBeGreaterThan(5);
    }

    private static async Task<HttpStatusCode> PostAsync(VaultService vault, string id, string text, string secret = VaultService.AppSecret)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            @object = "whatsapp_business_account",
            entry = new[]
            {
                new
                {
                    id = "1",
                    changes = new[]
                    {
                        new
                        {
                            field = "messages",
                            value = new
                            {
                                messaging_product = "whatsapp",
                                metadata = new { display_phone_number = "15550001111", phone_number_id = "111" },
                                contacts = new[] { new { profile = new { name = "A" }, wa_id = "16505551234" } },
                                messages = new[] { new { from = "16505551234", id, timestamp = $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}", type = "text", text = new { body = text } } },
                            },
                        },
                    },
                },
            },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/whatsapp") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using var response = await vault.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}

public sealed class EmbeddedWhatsAppVideoTests(EmbeddedShape shape) : WhatsAppVideoTests(shape);

public sealed class ClusterWhatsAppVideoTests(ClusterShape shape) : WhatsAppVideoTests(shape);
