using ObsidianVault.Channels.Telegram.Sending;
using ObsidianVault.Fakes.Telegram;
using ObsidianVault.Fakes;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Unit.Delivery;

public sealed class TelegramSenderTests : IAsyncLifetime
{
    private const string Token = "123456:not-a-real-token";
    private static readonly ChannelAddress s_mario = new(ChannelNames.Telegram, "vault", "456");

    private TelegramStandIn _telegram = null!;
    private ChannelHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IChannelSender Sender => _host.Sender(ChannelNames.Telegram);

    public async ValueTask InitializeAsync()
    {
        _telegram = await TelegramStandIn.StartNewAsync();
        _host = ChannelHost.Create(
            ("Telegram:ApiBaseUrl", _telegram.BaseUrl),
            ("Telegram:Timeout", "00:00:05"),
            ("Telegram:Bots:0:Name", "vault"),
            ("Telegram:Bots:0:Token", Token),
            ("Telegram:Bots:0:WebhookSecret", "webhook-secret"));
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _telegram.DisposeAsync();
    }

    [Fact]
    public async Task A_text_goes_as_it_is_without_a_parse_mode()
    {
        var result = await Sender.SendAsync(Message("a * b_c [x](y) <i>"), Cancel);

        result.ShouldBe(new SendResult(SendOutcome.Sent, "1"));
        _telegram.Requests.Items.ShouldHaveSingleItem()
            .ShouldBe(new TelegramMessageSent(Token, "a * b_c [x](y) <i>", null) { ChatId = 456 });
    }

    [Fact]
    public async Task An_answer_of_a_model_goes_with_its_styles()
    {
        var part = Sender.Format("**Mean** of `x`").ShouldHaveSingleItem();
        await Sender.SendAsync(Message(part.Text) with { Spans = part.Spans }, Cancel);

        var sent = _telegram.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<TelegramMessageSent>();
        sent.Text.ShouldBe("Mean of x");
        sent.Entities.ShouldBe(
            "[{\"type\":\"bold\",\"offset\":0,\"length\":4},{\"type\":\"code\",\"offset\":8,\"length\":1}]");
    }

    [Fact]
    public void A_long_answer_is_messages_within_the_bound()
    {
        var parts = Sender.Format(string.Concat(Enumerable.Range(0, 3_000).Select(n => $"**w{n}** ")));
        parts.Count.ShouldBeGreaterThan(4);
        parts.ShouldAllBe(part => part.Text.Length <= 4096);
    }

    [Fact]
    public async Task A_picture_is_sent_as_one_and_the_link_where_it_cannot_be()
    {
        _host.Objects.With("images/p.png", [1, 2, 3]).With("images/large.png", new byte[10 * 1024 * 1024 + 1]);
        OutboundMessage Of(string key, string type) =>
            Message("http://x/y") with { Media = new OutboundMedia("image", null, null, null, key, type) };

        (await Sender.SendAsync(Of("images/p.png", "image/png"), Cancel)).ShouldBe(new SendResult(SendOutcome.Sent, "1"));
        (string Key, string Type)[] unsendable =
            [("images/gone.png", "image/png"), ("images/large.png", "image/png"), ("images/p.png", "image/svg+xml")];
        foreach (var (key, type) in unsendable)
            (await Sender.SendAsync(Of(key, type), Cancel)).Outcome.ShouldBe(SendOutcome.Sent);

        var sent = _telegram.Requests.Items.OfType<TelegramPhotoSent>().ShouldHaveSingleItem();
        (sent.ChatId, sent.Caption, sent.FileName).ShouldBe((456, "", "p.png"));
        sent.Photo.ShouldBe([1, 2, 3]);
        _telegram.Requests.Items.OfType<TelegramMessageSent>().Select(m => m.Text).ShouldBe(["http://x/y", "http://x/y", "http://x/y"]);
    }

    [Fact]
    public async Task A_video_is_uploaded_with_its_caption()
    {
        _host.Objects.With("videos/j.mp4", [1, 2, 3]);

        var result = await Sender.SendAsync(Message("Here it is: http://x/y", "videos/j.mp4"), Cancel);

        result.Outcome.ShouldBe(SendOutcome.Sent);
        var sent = _telegram.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<TelegramVideoSent>();
        sent.ShouldSatisfyAllConditions(
            () => sent.ChatId.ShouldBe(456),
            () => sent.Caption.ShouldBe("Here it is: http://x/y"),
            () => sent.FileName.ShouldBe("j.mp4"),
            () => sent.SupportsStreaming.ShouldBeTrue(),
            () => sent.Video.ShouldBe([1, 2, 3]));
    }

    [Fact]
    public async Task A_video_over_50_MB_leaves_the_text_alone()
    {
        _host.Objects.With("videos/j.mp4", new byte[TelegramSender.MaxUploadBytes + 1]);

        (await Sender.SendAsync(Message("link", "videos/j.mp4"), Cancel)).Outcome.ShouldBe(SendOutcome.Sent);

        _telegram.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<TelegramMessageSent>().Text.ShouldBe("link");
    }

    [Fact]
    public async Task A_video_that_is_gone_leaves_the_text_alone()
    {
        (await Sender.SendAsync(Message("link", "videos/gone.mp4"), Cancel)).Outcome.ShouldBe(SendOutcome.Sent);

        _telegram.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<TelegramMessageSent>();
    }

    [Theory]
    [InlineData(1024, typeof(TelegramVideoSent))]
    [InlineData(1025, typeof(TelegramMessageSent))]
    public async Task A_text_too_long_for_a_caption_goes_alone_rather_than_cut(int length, Type expected)
    {
        _host.Objects.With("videos/j.mp4", [1]);

        await Sender.SendAsync(Message(new string('x', length), "videos/j.mp4"), Cancel);

        _telegram.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType(expected);
    }

    [Fact]
    public async Task An_edit_replaces_the_text()
    {
        (await Sender.EditAsync(s_mario, "7", "Rendering 63 %", [], Cancel)).ShouldBe(new SendResult(SendOutcome.Sent, "7"));

        _telegram.Requests.Items.ShouldHaveSingleItem()
            .ShouldBe(new TelegramMessageEdited(Token, 7, "Rendering 63 %") { ChatId = 456 });
    }

    [Fact]
    public async Task An_edit_to_the_same_text_is_done_already()
    {
        _telegram.Fail(new Fault.Error(400, "Bad Request: message is not modified: specified new message content is the same"));

        (await Sender.EditAsync(s_mario, "7", "same", [], Cancel)).Outcome.ShouldBe(SendOutcome.Sent);
    }

    [Fact]
    public async Task In_a_group_a_video_answers_the_message_that_asked_and_goes_again_by_its_id()
    {
        _host.Objects.With("videos/j.mp4", [1, 2, 3]);
        var message = Message("Here", "videos/j.mp4") with { ReplyToId = "77" };
        var sent = await Sender.SendAsync(message, Cancel);
        (await Sender.SendAsync(message with { VideoKey = null, FileId = sent.FileId.ShouldNotBeNull() }, Cancel)).FileId
            .ShouldBe(sent.FileId);
        // Telegram no longer knows the file, so the text is sent.
        (await Sender.SendAsync(message with { VideoKey = null, FileId = "gone" }, Cancel)).Outcome.ShouldBe(SendOutcome.Sent);

        var videos = _telegram.Requests.Of<TelegramVideoSent>();
        videos.Select(v => v.FileId).ShouldBe([null, sent.FileId, "gone"]);
        videos.ShouldAllBe(v => v.ReplyParameters!.Contains("77"));
        _telegram.Requests.Of<TelegramMessageSent>().ShouldHaveSingleItem().Text.ShouldBe("Here");
    }

    [Theory]
    [InlineData("3344", 3344L, null)]
    [InlineData("direct:-7", null, -7L)]
    [InlineData("direct:x", null, null)]
    [InlineData(null, null, null)]
    public async Task Everything_of_a_topic_goes_to_it(string? topic, long? thread, long? direct)
    {
        _host.Objects.With("images/p.png", [1]).With("videos/j.mp4", [2]);
        var text = Message("http://x/y") with { Topic = topic };
        var video = await Sender.SendAsync(text with { VideoKey = "videos/j.mp4" }, Cancel);
        OutboundMessage[] messages =
        [
            text,
            text with { FileId = video.FileId },
            text with { Media = new OutboundMedia("image", null, null, null, "images/p.png", "image/png") },
        ];
        foreach (var message in messages) (await Sender.SendAsync(message, Cancel)).Outcome.ShouldBe(SendOutcome.Sent);
        await Sender.ShowTypingAsync(s_mario, topic, "1", Cancel);
        await Sender.ShowDraftAsync(s_mario, topic, 1, "so far", Cancel);

        var calls = _telegram.Requests.Items;
        calls.Select(call => call.Method)
            .ShouldBe(["sendVideo", "sendMessage", "sendVideo", "sendPhoto", "sendChatAction", "sendMessageDraft"]);
        calls.ShouldAllBe(call => call.Thread == thread);
        calls.Take(4).ShouldAllBe(call => call.DirectTopic == direct);
    }

    [Fact]
    public async Task In_a_chat_of_a_business_account_everything_goes_in_its_name()
    {
        var customer = s_mario with { ExternalId = "business:abc:456" };
        await Sender.SendAsync(Message("hi") with { To = customer }, Cancel);
        await Sender.EditAsync(customer, "1", "better", [], Cancel);
        await Sender.ShowTypingAsync(customer, null, "1", Cancel);
        _telegram.Requests.Items.Select(call => (call.ChatId, call.Connection)).ShouldBe([(456, "abc"), (456, "abc"), (456, "abc")]);
        Sender.CanDraft(customer).ShouldBeFalse();
        (await Sender.SendAsync(Message("hi") with { To = s_mario with { ExternalId = "business:456" } }, Cancel)).Outcome
            .ShouldBe(SendOutcome.Rejected);
        _telegram.Fail(new Fault.Error(400, "Bad Request: BUSINESS_CONNECTION_INVALID"));
        (await Sender.SendAsync(Message("hi") with { To = customer }, Cancel)).Outcome.ShouldBe(SendOutcome.RecipientGone);
    }

    [Theory]
    [InlineData("message thread not found")]
    [InlineData("TOPIC_DELETED")]
    [InlineData("TOPIC_CLOSED")]
    public async Task What_belongs_to_a_topic_that_is_gone_goes_to_the_chat_itself_and_a_file_is_read_once(string why)
    {
        _telegram.CloseTopic(456, 9, why);
        _host.Objects.With("images/p.png", [1]).With("videos/j.mp4", [2]);
        var text = Message("http://x/y") with { Topic = "9" };
        var video = await Sender.SendAsync(text with { VideoKey = "videos/j.mp4" }, Cancel);
        video.FileId.ShouldNotBeNull();
        await Sender.SendAsync(text with { FileId = video.FileId }, Cancel);
        await Sender.SendAsync(text with { Media = new OutboundMedia("image", null, null, null, "images/p.png", "image/png") }, Cancel);
        (await Sender.SendAsync(text, Cancel)).Outcome.ShouldBe(SendOutcome.Sent);

        _telegram.Requests.Items.Select(call => (call.Method, call.Thread)).ShouldBe(
        [
            ("sendVideo", 9), ("sendVideo", null), ("sendVideo", 9), ("sendVideo", null), ("sendPhoto", 9), ("sendPhoto", null),
            ("sendMessage", 9), ("sendMessage", null),
        ]);
    }

    [Fact]
    public async Task Too_many_requests_waits_as_long_as_Telegram_says_and_leaves_the_retry_to_the_outbox()
    {
        _telegram.Fail(new Fault.TooManyRequests(14));

        var result = await Sender.SendAsync(Message("hi"), Cancel);

        result.Outcome.ShouldBe(SendOutcome.Retry);
        result.RetryAfter.ShouldBe(TimeSpan.FromSeconds(14));
        _telegram.Requests.Items.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user", SendOutcome.RecipientGone)]
    [InlineData(400, "Bad Request: chat not found", SendOutcome.Rejected)]
    [InlineData(500, "Internal Server Error", SendOutcome.Retry)]
    [InlineData(401, "Unauthorized", SendOutcome.Retry)]
    public async Task An_error_tells_what_to_do_next(int status, string description, SendOutcome expected)
    {
        _telegram.Fail(new Fault.Error(status, description));

        var result = await Sender.SendAsync(Message("hi"), Cancel);

        result.Outcome.ShouldBe(expected);
        result.Detail.ShouldNotBeNull().ShouldContain(description);
    }

    [Fact]
    public async Task A_broken_connection_is_tried_again()
    {
        _telegram.Fail(new Fault.Drop());

        (await Sender.SendAsync(Message("hi"), Cancel)).Outcome.ShouldBe(SendOutcome.Retry);
    }

    [Fact]
    public async Task The_page_of_a_proxy_is_tried_again()
    {
        _telegram.Fail(new Fault.Page(502, "<html>Bad gateway</html>"));

        (await Sender.SendAsync(Message("hi"), Cancel)).Outcome.ShouldBe(SendOutcome.Retry);
    }

    [Fact]
    public async Task A_cancelled_send_throws_and_is_not_taken_for_a_fault_of_the_channel()
    {
        _telegram.FailAlways(new Fault.Delay(TimeSpan.FromMinutes(1)));
        using var stop = new CancellationTokenSource();

        var send = Sender.SendAsync(Message("hi"), stop.Token);
        await _telegram.WaitForAsync(_ => true, TimeSpan.FromSeconds(5), Cancel);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => send);
    }

    [Theory]
    [InlineData("nobody", "456")]
    [InlineData("vault", "not-a-chat")]
    public async Task An_address_that_cannot_be_ours_is_rejected_without_a_call(string account, string chat)
    {
        var message = Message("hi") with { To = new ChannelAddress(ChannelNames.Telegram, account, chat) };

        (await Sender.SendAsync(message, Cancel)).Outcome.ShouldBe(SendOutcome.Rejected);

        _telegram.Requests.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_token_is_in_no_log_line_and_no_result()
    {
        _telegram.Fail(new Fault.Error(400, $"Bad Request: {Token}"));
        _telegram.Fail(new Fault.Drop());

        var rejected = await Sender.SendAsync(Message("hi"), Cancel);
        var dropped = await Sender.SendAsync(Message("hi"), Cancel);

        _host.Log.All.ShouldContain("<token>");
        _host.Log.All.ShouldNotContain("not-a-real-token");
        $"{rejected}{dropped}".ShouldNotContain("not-a-real-token");
    }

    private static OutboundMessage Message(string text, string? videoKey = null) =>
        new() { Id = "out-1", To = s_mario, Text = text, VideoKey = videoKey };
}
