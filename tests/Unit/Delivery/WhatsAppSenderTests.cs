using System.Text.Json.Nodes;
using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Fakes.WhatsApp;
using ObsidianVault.Fakes;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Unit.Delivery;

public sealed class WhatsAppSenderTests : IAsyncLifetime
{
    private static readonly ChannelAddress s_sheena = new(ChannelNames.WhatsApp, "106540352242922", "16505551234");

    private GraphStandIn _graph = null!;
    private ChannelHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IChannelSender Sender => _host.Sender(ChannelNames.WhatsApp);

    public async ValueTask InitializeAsync()
    {
        _graph = await GraphStandIn.StartNewAsync();
        _host = ChannelHost.Create(
            ("WhatsApp:GraphBaseUrl", _graph.BaseUrl),
            ("WhatsApp:AccessToken", "not-a-real-token"),
            ("WhatsApp:AppSecret", "unit-app-secret-1"),
            ("WhatsApp:VerifyToken", "verify-me"),
            ("WhatsApp:PhoneNumberIds:0", s_sheena.Account));
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _graph.DisposeAsync();
    }

    [Fact]
    public async Task A_text_carries_the_outbox_id_and_the_bearer_token()
    {
        (await Sender.SendAsync(Message("hello"), Cancel)).ShouldBe(new SendResult(SendOutcome.Sent, "wamid.STANDIN1"));

        var sent = _graph.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<GraphMessage>();
        (sent.Version, sent.PhoneNumberId, sent.Authorization).ShouldBe(("v26.0", s_sheena.Account, "Bearer not-a-real-token"));
        sent.Body.ToJsonString().ShouldBe(
            """{"messaging_product":"whatsapp","recipient_type":"individual","to":"16505551234","type":"text","text":"""
                + """{"body":"hello","preview_url":false},"biz_opaque_callback_data":"out-1"}""");
    }

    [Fact]
    public async Task A_person_without_a_phone_number_is_a_recipient_by_user_id()
    {
        await Sender.SendAsync(Message("hello") with { To = s_sheena with { ExternalId = "US.13491208655302741918" } }, Cancel);

        var body = _graph.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<GraphMessage>().Body;
        ((string?)body["recipient"]).ShouldBe("US.13491208655302741918");
        body["to"].ShouldBeNull();
    }

    [Theory]
    // Brazil's ninth digit, Mexico's 1, Argentina's 9 and 15, Benin's 01, each both ways.
    [InlineData("5511987654321", "551187654321", true)]
    [InlineData("551187654321", "5511987654321", true)]
    [InlineData("5215512345678", "525512345678", true)]
    [InlineData("525512345678", "5215512345678", true)]
    [InlineData("5491123456789", "541123456789", true)]
    [InlineData("54111523456789", "5491123456789", true)]
    [InlineData("54351154567890", "5493514567890", true)]
    [InlineData("22997000000", "2290197000000", true)]
    // A landline, another area, another rest, other countries, a country that looks like one of those.
    [InlineData("551132654321", "5511932654321", false)]
    [InlineData("5511987654321", "552187654321", false)]
    [InlineData("5511987654321", "551187654322", false)]
    [InlineData("5215512345678", "525512345679", false)]
    [InlineData("16505551234", "16505559999", false)]
    [InlineData("491511234567", "4915112345678", false)]
    [InlineData("4915512345678", "495512345678", false)]
    public async Task Another_number_is_the_persons_where_the_country_writes_it_in_two_ways(string asked, string answered, bool isOne)
    {
        _graph.Contacts[asked] = new JsonObject { ["input"] = $"+{asked}", ["wa_id"] = answered };
        var sent = await Sender.SendAsync(Message("hello") with { To = s_sheena with { ExternalId = asked } }, Cancel);
        (sent.Outcome, sent.AlsoKnownAs).ShouldBe((SendOutcome.Sent, isOne ? s_sheena with { ExternalId = answered } : null));
        _host.Log.All.Contains("another recipient", StringComparison.Ordinal).ShouldBe(!isOne);
        _host.Log.All.ShouldNotContain(answered);
    }

    [Theory]
    // WhatsApp alone knows which number and which user id are one person.
    [InlineData("16505551234", "16505551234", null, "US.1", "US.1")]
    [InlineData("US.1", "US.1", "16505551234", "US.1", "16505551234")]
    [InlineData("US.1", "US.1", null, "US.1", null)]
    [InlineData("US.1", "US.1", null, "US.2", null)]
    // An answer about somebody else, and none.
    [InlineData("5511987654321", "5511912345678", "551187654321", null, null)]
    [InlineData("US.1", "US.2", "16505551234", null, null)]
    [InlineData("group:G1", "G1", "16505551234", null, null)]
    [InlineData("16505551234", null, "", "", null)]
    public async Task What_is_answered_counts_for_whom_was_asked_for(
        string asked, string? input, string? number, string? userId, string? other)
    {
        _graph.Contacts[asked.Replace("group:", "", StringComparison.Ordinal)] =
            new JsonObject { ["input"] = input, ["wa_id"] = number, ["user_id"] = userId };
        var sent = await Sender.SendAsync(Message("hello") with { To = s_sheena with { ExternalId = asked } }, Cancel);
        (sent.Outcome, sent.AlsoKnownAs?.ExternalId).ShouldBe((SendOutcome.Sent, other));
    }

    [Fact]
    public async Task A_group_is_written_to_as_one()
    {
        await Sender.SendAsync(Message("hello") with { To = s_sheena with { ExternalId = "group:Y2FwaV9ncm91cDo" } }, Cancel);

        var body = _graph.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<GraphMessage>().Body;
        ((string?)body["recipient_type"], (string?)body["to"]).ShouldBe(("group", "Y2FwaV9ncm91cDo"));
        body["recipient"].ShouldBeNull();
    }

    [Fact]
    public async Task A_video_is_uploaded_and_then_sent_by_its_id()
    {
        _host.Objects.With("videos/j.mp4", [1, 2, 3]);

        (await Sender.SendAsync(Message("Here: http://x/y", "videos/j.mp4"), Cancel)).Outcome.ShouldBe(SendOutcome.Sent);

        _graph.Requests.Items.Count.ShouldBe(2);
        var upload = _graph.Requests.Items[0].ShouldBeOfType<GraphUpload>();
        (upload.Product, upload.ContentType).ShouldBe(("whatsapp", "video/mp4"));
        upload.Content.ShouldBe([1, 2, 3]);
        var sent = _graph.Requests.Items[1].ShouldBeOfType<GraphMessage>();
        sent.Type.ShouldBe("video");
        sent.Text.ShouldBe("Here: http://x/y");
        ((string?)sent.Body["video"]!["id"]).ShouldBe(upload.MediaId);
    }

    [Fact]
    public async Task A_video_over_16_MB_goes_as_a_document()
    {
        _host.Objects.With("videos/j.mp4", new byte[WhatsAppSender.MaxInlineVideo + 1]);

        (await Sender.SendAsync(Message("link", "videos/j.mp4"), Cancel)).Outcome.ShouldBe(SendOutcome.Sent);

        var sent = _graph.Requests.Of<GraphMessage>().ShouldHaveSingleItem();
        (sent.Type, (string?)sent.Body["document"]!["filename"], sent.Text).ShouldBe(("document", "j.mp4", "link"));
    }

    [Theory]
    [InlineData(400, 131056, SendOutcome.Retry, 1)]
    [InlineData(429, 130429, SendOutcome.Retry, 2)]
    [InlineData(400, 4, SendOutcome.Retry, 60)]
    [InlineData(400, 80007, SendOutcome.Retry, 60)]
    [InlineData(401, 190, SendOutcome.Retry, 60)]
    [InlineData(401, 0, SendOutcome.Retry, 60)]
    [InlineData(400, 1, SendOutcome.Retry, null)]
    [InlineData(500, 131016, SendOutcome.Retry, null)]
    [InlineData(503, 999, SendOutcome.Retry, null)]
    [InlineData(400, 131026, SendOutcome.RecipientGone, null)]
    [InlineData(400, 131050, SendOutcome.OptedOut, null)]
    [InlineData(400, 131047, SendOutcome.WindowClosed, null)]
    [InlineData(400, 100, SendOutcome.Rejected, null)]
    public async Task An_error_code_tells_what_to_do_next(int status, int code, SendOutcome outcome, int? retryAfterSeconds)
    {
        _graph.Fail(new Fault.Error(status, "the details", code));

        var result = await Sender.SendAsync(Message("hi"), Cancel);

        result.ShouldBe(new SendResult(
            outcome, RetryAfter: retryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Detail: $"{code}: the details")
        {
            Growth = code == 131056 ? 4 : 1,
            Blameless = code is 130429 or 4 or 80007 or 190 or 0 or 131016 or 999,
            Line = code is 130429 or 4 or 80007 ? LineFault.TooFast : code is 190 or 0 ? LineFault.Stopped : LineFault.None,
        });
    }

    [Fact]
    public async Task The_Retry_After_header_wins_over_our_own_guess()
    {
        _graph.Fail(new Fault.TooManyRequests(33));

        (await Sender.SendAsync(Message("hi"), Cancel)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(33));
    }

    [Fact]
    public async Task An_upload_that_fails_sends_no_message()
    {
        _host.Objects.With("videos/j.mp4", [1]);
        _graph.Fail(new Fault.Error(500, "down", 131016));

        (await Sender.SendAsync(Message("hi", "videos/j.mp4"), Cancel)).Outcome.ShouldBe(SendOutcome.Retry);

        _graph.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<GraphUpload>();
    }

    [Fact]
    public async Task A_broken_connection_and_the_page_of_a_proxy_are_tried_again()
    {
        _graph.Fail(new Fault.Drop());
        _graph.Fail(new Fault.Page(502, "<html>"));

        (await Sender.SendAsync(Message("hi"), Cancel)).Outcome.ShouldBe(SendOutcome.Retry);
        (await Sender.SendAsync(Message("hi"), Cancel)).Outcome.ShouldBe(SendOutcome.Retry);
    }

    [Fact]
    public async Task A_number_that_is_not_ours_is_rejected_without_a_call()
    {
        (await Sender.SendAsync(Message("hi") with { To = s_sheena with { Account = "1" } }, Cancel)).Outcome
            .ShouldBe(SendOutcome.Rejected);

        _graph.Requests.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_edit_is_rejected()
    {
        Sender.CanEdit.ShouldBeFalse();
        (await Sender.EditAsync(s_sheena, "wamid.1", "x", [], Cancel)).Outcome.ShouldBe(SendOutcome.Rejected);
    }

    private static OutboundMessage Message(string text, string? videoKey = null) =>
        new() { Id = "out-1", To = s_sheena, Text = text, VideoKey = videoKey };
}
