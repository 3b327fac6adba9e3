using System.Net;
using ObsidianVault.Fakes.Demo;
using ObsidianVault.Fakes.WhatsApp;

namespace ObsidianVault.Functional.Service;

/// <summary>The main job over WhatsApp.</summary>
public abstract class WhatsAppVideoTests(Shape shape)
{
    private const string Person = "16505551234";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_signed_message_gets_its_video_and_others_are_refused()
    {
        await using var vault = await shape.StartNewAsync();
        using (var verified = await vault.Http.GetAsync(
            "/webhook/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=functional-verify-token",
            TestContext.Current.CancellationToken))
            (verified.StatusCode, await verified.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
                .ShouldBe((HttpStatusCode.OK, "1158201444"));
        using (var refused = await vault.Http.GetAsync(
            "/webhook/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=wrong", TestContext.Current.CancellationToken))
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await vault.WhatsAppAsync(new { messages = new[] { new { from = Person, id = "wamid.0" } } }, "another secret"))
            .ShouldBe(HttpStatusCode.Unauthorized);
        (await vault.WhatsAppAsync(Person, ("wamid.1", "/video Plot y = 2x + 1"))).ShouldBe(HttpStatusCode.OK);
        (await vault.WhatsAppAsync(Person, ("wamid.1", "/video Plot y = 2x + 1"))).ShouldBe(HttpStatusCode.OK);

        var video = (GraphMessage)await vault.Graph.WaitForAsync(
            r => r is GraphMessage { Type: "video" }, Patience, TestContext.Current.CancellationToken);
        var sent = vault.Graph.Requests.Of<GraphMessage>();
        sent.Select(m => (m.Type, m.PhoneNumberId, m.To)).ShouldBe([("interactive", "111", Person), ("video", "111", Person)]);
        sent[0].Text!.ShouldContain("job ");
        video.Text!.ShouldContain("/access?token=");
        sent.ShouldAllBe(m => m.Authorization == "Bearer stand-in-access-token" && m.Body["biz_opaque_callback_data"] != null);
        var upload = vault.Graph.Requests.Of<GraphUpload>().ShouldHaveSingleItem();
        ((string?)video.Body["video"]!["id"]).ShouldBe(upload.MediaId);
        Mp4.Read(upload.Content).Duration.TotalSeconds.ShouldBeGreaterThan(5);
    }
}

public sealed class EmbeddedWhatsAppVideoTests(EmbeddedShape shape) : WhatsAppVideoTests(shape);

public sealed class ClusterWhatsAppVideoTests(ClusterShape shape) : WhatsAppVideoTests(shape);
