using System.Text.Json.Nodes;
using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.WhatsApp;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Unit.Delivery;

/// <summary>The request on the wire, for each kind of message.</summary>
public sealed class GraphClientTests : IAsyncLifetime
{
    private static readonly WhatsAppMessage s_toAda = new() { To = "491", CallbackData = "out-1" };

    private WhatsAppGraph _graph = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _graph = await WhatsAppGraph.StartAsync();

    public ValueTask DisposeAsync() => _graph.DisposeAsync();

    [Fact]
    public Task A_template_with_components() => SendsAsync(
        s_toAda with
        {
            Template = new WhatsAppTemplate(
                "video_ready",
                "de",
                WhatsAppComponent.Header(new WhatsAppParameter { Video = new WhatsAppMedia("7") }),
                WhatsAppComponent.Body(new WhatsAppParameter { Text = "Ada" }, new WhatsAppParameter { Text = "7", Name = "count" }),
                WhatsAppComponent.Button(1, "quick_reply", new WhatsAppParameter { Payload = "again" })),
        },
        """
        "type":"template","template":{"name":"video_ready","language":{"code":"de"},"components":[
          {"type":"header","parameters":[{"type":"video","video":{"id":"7"}}]},
          {"type":"body","parameters":[{"type":"text","text":"Ada"},{"type":"text","parameter_name":"count","text":"7"}]},
          {"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload","payload":"again"}]}]}
        """);

    [Fact]
    public Task A_template_without_variables() => SendsAsync(
        s_toAda with { Template = new WhatsAppTemplate("hello_world", "en_US") },
        """
        "type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}
        """);

    [Fact]
    public Task Reply_buttons() => SendsAsync(
        s_toAda with
        {
            Interactive = WhatsAppInteractive.WithButtons("Again?", new WhatsAppChoice("y", "Yes"), new WhatsAppChoice("n", "No")) with
            {
                Footer = new("small"),
            },
        },
        """
        "type":"interactive","interactive":{"type":"button","body":{"text":"Again?"},"footer":{"text":"small"},"action":{"buttons":[
          {"type":"reply","reply":{"id":"y","title":"Yes"}},{"type":"reply","reply":{"id":"n","title":"No"}}]}}
        """);

    [Fact]
    public Task A_list() => SendsAsync(
        s_toAda with
        {
            Interactive = WhatsAppInteractive.WithList(
                "Which?", "Choose", new WhatsAppSection("New", [new WhatsAppChoice("1", "One", "First")]),
                new WhatsAppSection("Old", [new WhatsAppChoice("2", "Two")])) with
            {
                Header = new("Videos"),
            },
        },
        """
        "type":"interactive","interactive":{"type":"list","header":{"type":"text","text":"Videos"},"body":{"text":"Which?"},
          "action":{"button":"Choose","sections":[
          {"title":"New","rows":[{"id":"1","title":"One","description":"First"}]},{"title":"Old","rows":[{"id":"2","title":"Two"}]}]}}
        """);

    [Fact]
    public Task A_reaction() => SendsAsync(
        s_toAda with { Reaction = new WhatsAppReaction("wamid.0", "") },
        """
        "type":"reaction","reaction":{"message_id":"wamid.0","emoji":""}
        """);

    [Fact]
    public Task An_answer_that_quotes() => SendsAsync(
        s_toAda with { Text = new WhatsAppText("yes"), Context = new WhatsAppReplyTo("wamid.0") },
        """
        "context":{"message_id":"wamid.0"},"type":"text","text":{"body":"yes","preview_url":false}
        """);

    [Fact]
    public async Task Files_by_id_or_link()
    {
        await SendsAsync(
            s_toAda with { Image = new WhatsAppMedia("7", "look") }, "\"type\":\"image\",\"image\":{\"id\":\"7\",\"caption\":\"look\"}");
        await SendsAsync(
            s_toAda with { Video = new WhatsAppMedia(Link: "https://x/y") }, "\"type\":\"video\",\"video\":{\"link\":\"https://x/y\"}");
        await SendsAsync(s_toAda with { Audio = new WhatsAppMedia("7") }, "\"type\":\"audio\",\"audio\":{\"id\":\"7\"}");
        await SendsAsync(s_toAda with { Sticker = new WhatsAppMedia("7") }, "\"type\":\"sticker\",\"sticker\":{\"id\":\"7\"}");
        await SendsAsync(
            s_toAda with { Document = new WhatsAppMedia("7", "read", FileName: "a.pdf") },
            "\"type\":\"document\",\"document\":{\"id\":\"7\",\"caption\":\"read\",\"filename\":\"a.pdf\"}");
    }

    [Theory]
    [InlineData(true, """{"message_id":"wamid.0","messaging_product":"whatsapp","status":"read","typing_indicator":{"type":"text"}}""")]
    [InlineData(false, """{"message_id":"wamid.0","messaging_product":"whatsapp","status":"read"}""")]
    public async Task A_read_mark_with_or_without_typing(bool typing, string expected)
    {
        await _graph.Client.MarkReadAsync(WhatsAppGraph.Number, "wamid.0", typing, Cancel);

        var mark = _graph.Server.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<GraphReadMark>();
        mark.Body.ToJsonString().ShouldBe(expected);
        (mark.PhoneNumberId, mark.Authorization, mark.Typing).ShouldBe((WhatsAppGraph.Number, "Bearer not-a-real-token", typing));
    }

    [Fact]
    public async Task A_message_that_breaks_a_rule_is_refused_without_a_call()
    {
        var refused = await Should.ThrowAsync<GraphRefusedException>(() =>
            _graph.Client.SendAsync(WhatsAppGraph.Number, s_toAda with { Text = new WhatsAppText(new string('x', 4097)) }, Cancel));

        refused.Result.ShouldBe(new SendResult(SendOutcome.Rejected, Detail: "Not sent: the text must have 1 to 4096 characters."));
        _graph.Server.Requests.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_error_for_one_person_is_for_that_person_alone()
    {
        _graph.Server.Refuse("491", 400, 131056);
        var toBob = s_toAda with { To = null, Recipient = "DE.2", Text = new WhatsAppText("hi") };

        var refused = await Should.ThrowAsync<GraphRefusedException>(
            () => _graph.Client.SendAsync(WhatsAppGraph.Number, toBob with { To = "491" }, Cancel));
        (await _graph.Client.SendAsync(WhatsAppGraph.Number, toBob, Cancel))!.MessageId.ShouldBe("wamid.STANDIN1");
        (await _graph.Client.SendAsync(WhatsAppGraph.Number, toBob with { To = "491" }, Cancel))!.MessageId.ShouldBe("wamid.STANDIN2");

        refused.Fault.Remedy.ShouldBe(WhatsAppRemedy.PauseConversation);
    }

    private async Task SendsAsync(WhatsAppMessage message, string expected)
    {
        (await _graph.Client.SendAsync(WhatsAppGraph.Number, message, Cancel)).ShouldNotBeNull();

        var sent = _graph.Server.Requests.Items[^1].ShouldBeOfType<GraphMessage>().Body;
        var whole = JsonNode.Parse(
            """{"messaging_product":"whatsapp","recipient_type":"individual","to":"491","""
                + $$"""{{expected.Trim()}},"biz_opaque_callback_data":"out-1"}""");
        JsonNode.DeepEquals(sent, whole).ShouldBeTrue(sent.ToJsonString());
    }
}
