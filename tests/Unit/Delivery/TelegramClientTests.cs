using System.Text;
using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.Telegram.Sending;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Telegram;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Unit.Webhooks;

namespace ObsidianVault.Unit.Delivery;

/// <summary>Each call against the stand-in, which refuses what the real server refuses.</summary>
public sealed class TelegramClientTests : IAsyncLifetime
{
    private const string Token = "123456:not-a-real-token";
    private static readonly ChannelAddress s_mario = new(ChannelNames.Telegram, "vault", "456");
    private static readonly TelegramText s_hi = new("hi");

    private TelegramStandIn _telegram = null!;
    private ChannelHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TelegramClient Client => _host.Get<TelegramClient>();

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
    public async Task A_text_goes_with_its_styles_buttons_and_the_message_it_answers()
    {
        var keyboard = TelegramKeyboard.Column(new("Status", "status:1"), new("Open", Url: "https://vault.example/v/1"));

        var result = await Client.SendTextAsync(
            s_mario,
            new TelegramText(TelegramText.FromMarkdown("**Done**, see `x`")),
            keyboard,
            replyToId: "77",
            cancellationToken: Cancel);

        result.ShouldBe(new TelegramResult<TelegramSent>(SendOutcome.Sent, new TelegramSent("1")));
        var sent = _telegram.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<TelegramMessageSent>();
        (sent.ChatId, sent.Text, sent.ParseMode).ShouldBe((456, "Done, see x", null));
        sent.Entities.ShouldBe("""[{"type":"bold","offset":0,"length":4},{"type":"code","offset":10,"length":1}]""");
        sent.ReplyMarkup.ShouldBe(
            """{"inline_keyboard":[[{"text":"Status","callback_data":"status:1"}],[{"text":"Open","url":"https://vault.example/v/1"}]]}""");
        sent.ReplyParameters.ShouldBe("""{"message_id":77,"allow_sending_without_reply":true}""");
    }

    [Theory]
    [InlineData("Yes", "", null, "must have 1-64 bytes")]
    [InlineData("Yes", "12345678901234567890123456789012345678901234567890123456789012345", null, "must have 1-64 bytes")]
    [InlineData("Yes", "ééééééééééééééééééééééééééééééééé", null, "must have 1-64 bytes")]
    [InlineData("Yes", null, "javascript:alert(1)", "must use http, https or tg")]
    [InlineData("Yes", null, null, "needs either a payload or a URL")]
    [InlineData("Yes", "a", "https://x", "needs either a payload or a URL")]
    [InlineData(" ", "a", null, "needs a title")]
    public async Task A_button_that_Telegram_would_refuse_is_rejected_without_a_call(string title, string? payload, string? url, string why)
    {
        var result = await Client.SendTextAsync(
            s_mario, s_hi, TelegramKeyboard.Column(new TelegramButton(title, payload, url)), cancellationToken: Cancel);

        result.Outcome.ShouldBe(SendOutcome.Rejected);
        result.Detail.ShouldNotBeNull().ShouldContain(why);
        _telegram.Requests.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payload_of_64_bytes_passes_and_so_do_8_buttons_in_a_row()
    {
        var button = new TelegramButton("x", new string('é', 32));
        var row = new TelegramKeyboard([[.. Enumerable.Repeat(button, 8)]]);

        (await Client.SendTextAsync(s_mario, s_hi, row, cancellationToken: Cancel)).Outcome.ShouldBe(SendOutcome.Sent);

        var nine = new TelegramKeyboard([[.. Enumerable.Repeat(button, 9)]]);
        (await Client.SendTextAsync(s_mario, s_hi, nine, cancellationToken: Cancel)).Detail.ShouldBe("A row must have 1-8 buttons.");
        var many = TelegramKeyboard.Column(Enumerable.Repeat(button, 101));
        (await Client.SendTextAsync(s_mario, s_hi, many, cancellationToken: Cancel)).Detail
            .ShouldBe("A keyboard can have at most 100 buttons.");
    }

    [Fact]
    public async Task Half_a_surrogate_pair_in_text_title_or_link_is_sent_as_U_FFFD()
    {
        var result = await Client.SendTextAsync(
            s_mario, new TelegramText(TelegramText.FromMarkdown("a\ud800 **b\udc00** [c](https://x/\ud800)")),
            TelegramKeyboard.Column(new TelegramButton("t\ud83d", "p\ud83d")), cancellationToken: Cancel);

        result.Outcome.ShouldBe(SendOutcome.Sent);
        var sent = _telegram.Requests.Items.ShouldHaveSingleItem().ShouldBeOfType<TelegramMessageSent>();
        sent.Text.ShouldBe("a\ufffd b\ufffd c");
        sent.ReplyMarkup.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_sent_video_can_be_sent_again_by_its_file_id_without_an_upload()
    {
        using var video = new MemoryStream([1, 2, 3]);
        var first = await Client.SendVideoAsync(
            s_mario, video, "v.mp4", new TelegramText(TelegramText.FromMarkdown("*Here*")), cancellationToken: Cancel);
        var fileId = first.Value.ShouldNotBeNull().FileId.ShouldNotBeNull();

        var second = await Client.SendVideoAsync(
            s_mario with { ExternalId = "789" }, fileId, s_hi, TelegramKeyboard.Column(new TelegramButton("Again", "again")),
            cancellationToken: Cancel);

        second.Value.ShouldBe(new TelegramSent("2", fileId));
        var requests = _telegram.Requests.Of<TelegramVideoSent>();
        requests[0].Video.ShouldBe([1, 2, 3]);
        requests[0].Entities.ShouldBe("""[{"type":"italic","offset":0,"length":4}]""");
        (requests[1].FileId, requests[1].Video.Length, requests[1].ChatId, requests[1].Caption).ShouldBe((fileId, 0, 789, "hi"));
        requests[1].ReplyMarkup.ShouldNotBeNull().ShouldContain("again");
    }

    [Fact]
    public async Task A_file_id_of_nobody_is_rejected()
    {
        var result = await Client.SendVideoAsync(s_mario, "BAACAgIAAxkDAAI", s_hi, cancellationToken: Cancel);

        (result.Outcome, result.Detail)
            .ShouldBe((SendOutcome.Rejected, "Bad Request: wrong file_id or the file is temporarily unavailable"));
    }

    [Fact]
    public async Task An_edit_replaces_text_and_buttons_and_the_same_again_is_fine()
    {
        var keyboard = TelegramKeyboard.Column(new TelegramButton("Cancel", "cancel"));
        var sent = (await Client.SendTextAsync(s_mario, new("0 %"), keyboard, cancellationToken: Cancel)).Value.ShouldNotBeNull();

        var edited = await Client.EditTextAsync(s_mario, sent.MessageId, new("50 %"), keyboard, Cancel);
        var again = await Client.EditTextAsync(s_mario, sent.MessageId, new("50 %"), keyboard, Cancel);
        var bare = await Client.EditTextAsync(s_mario, sent.MessageId, new("50 %"), cancellationToken: Cancel);

        edited.ShouldBe(new TelegramResult<TelegramSent>(SendOutcome.Sent, sent));
        (again.Outcome, again.Value).ShouldBe((SendOutcome.Sent, sent));
        again.Detail.ShouldNotBeNull().ShouldContain("message is not modified");
        bare.Detail.ShouldBeNull();
        (await Client.EditTextAsync(s_mario, "x", s_hi, cancellationToken: Cancel)).Outcome.ShouldBe(SendOutcome.Rejected);
    }

    [Fact]
    public async Task Drafts_actions_and_answers_to_buttons_arrive()
    {
        var draft = await Client.SendDraftAsync(s_mario, 5, new TelegramText(TelegramText.FromMarkdown("Let **x**")), "9", Cancel);
        var thinking = await Client.SendDraftAsync(s_mario, 5, new(""), null, Cancel);
        var action = await Client.SendActionAsync(s_mario, TelegramAction.RecordingVideo, "9", Cancel);
        var answer = await Client.AnswerCallbackAsync("vault", "666728699048485871", "Cancelled", Cancel);

        new[] { draft, thinking, action, answer }.ShouldAllBe(result => result.Outcome == SendOutcome.Sent && result.Value != null);
        var calls = _telegram.Requests.Of<TelegramOther>();
        calls.Select(call => call.Method).ShouldBe(["sendMessageDraft", "sendMessageDraft", "sendChatAction", "answerCallbackQuery"]);
        (calls[0].Fields["draft_id"], calls[0].Fields["text"], calls[0].ChatId).ShouldBe(("5", "Let x", 456));
        calls[0].Fields["entities"].ShouldBe("""[{"type":"bold","offset":4,"length":1}]""");
        calls[2].Fields["action"].ShouldBe("record_video");
        calls.Select(call => call.Thread).ShouldBe([9, null, 9, null]);
        (calls[3].Fields["callback_query_id"], calls[3].Fields["text"]).ShouldBe(("666728699048485871", "Cancelled"));
    }

    [Fact]
    public async Task A_file_is_downloaded()
    {
        var content = Enumerable.Range(0, 200_000).Select(i => (byte)i).ToArray();
        var fileId = _telegram.AddFile(Token, content);
        using var copy = new MemoryStream();

        var result = await Client.DownloadAsync("vault", fileId, copy, Cancel);

        result.ShouldBe(new TelegramResult<TelegramDownload>(SendOutcome.Sent, new TelegramDownload(200_000)));
        copy.ToArray().ShouldBe(content);
    }

    [Theory]
    [InlineData(TelegramClient.MaxDownloadBytes + 1, "Bad Request: file is too big")]
    [InlineData(10, "The file is larger than 20971520 bytes.")]
    public async Task A_file_over_20_MB_is_rejected_whatever_size_it_claims(long claimed, string detail)
    {
        var fileId = _telegram.AddFile(Token, new byte[TelegramClient.MaxDownloadBytes + 1], claimed);
        using var copy = new MemoryStream();

        var result = await Client.DownloadAsync("vault", fileId, copy, Cancel);

        (result.Outcome, result.Value, result.Detail).ShouldBe((SendOutcome.Rejected, null, detail));
        copy.Length.ShouldBeLessThanOrEqualTo(TelegramClient.MaxDownloadBytes);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_rejected_and_the_token_is_not_told()
    {
        var result = await Client.DownloadAsync("vault", "no-such-file", Stream.Null, Cancel);

        (result.Outcome, result.Detail).ShouldBe((SendOutcome.Rejected, "Bad Request: invalid file_id"));
        _host.Log.All.ShouldNotContain("not-a-real-token");
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_gives_its_new_address()
    {
        _telegram.Upgrade(-1, -1001);

        var result = await Client.SendTextAsync(s_mario with { ExternalId = "-1" }, s_hi, cancellationToken: Cancel);

        (result.Outcome, result.MovedTo).ShouldBe((SendOutcome.Rejected, s_mario with { ExternalId = "-1001" }));
    }

    [Fact]
    public async Task The_outbox_sends_on_to_a_group_that_moved()
    {
        _telegram.Upgrade(-1, -1001);

        var result = await _host.Sender(ChannelNames.Telegram).SendAsync(
            new OutboundMessage { Id = "o", To = s_mario with { ExternalId = "-1" }, Text = "hi" }, Cancel);

        result.ShouldBe(new SendResult(SendOutcome.Sent, "1"));
        _telegram.Requests.Items.Select(request => request.ChatId).ShouldBe([-1, -1001]);
    }

    [Fact]
    public async Task A_store_that_fails_is_no_fault_of_the_message()
    {
        _host.Objects.Failure = new IOException("The store is away.");

        var result = await _host.Sender(ChannelNames.Telegram).SendAsync(
            new OutboundMessage { Id = "o", To = s_mario, Text = "hi", VideoKey = "videos/j.mp4" }, Cancel);

        result.ShouldBe(new SendResult(SendOutcome.Retry, Detail: "The store is away.") { Blameless = true, NoFile = true });
        _telegram.Requests.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Markdown_of_every_make_is_taken_by_Telegram()
    {
        string[] texts =
        [
            "**Pythagoras** says `a² + b² = c²`: see [the *proof* 😀](https://vault.example/p).",
            "```python\nclass A(Scene):\n    pass\n```\n**😀** _é_ ***both***",
            "**open `code` [x](https://y) * _",
        ];
        foreach (var text in texts)
            (await Client.SendTextAsync(s_mario, new TelegramText(TelegramText.FromMarkdown(text)), cancellationToken: Cancel)).Outcome
                .ShouldBe(SendOutcome.Sent, text);
    }

    [Theory]
    [InlineData("Forbidden: bot was blocked by the user")]
    [InlineData("Forbidden: user is deactivated")]
    [InlineData("Forbidden: bot was kicked from the group chat")]
    public async Task A_person_who_blocked_us_or_is_gone_is_gone_for_every_call(string why)
    {
        _telegram.Block(456, why);

        var text = await Client.SendTextAsync(s_mario, s_hi, cancellationToken: Cancel);
        var action = await Client.SendActionAsync(s_mario, TelegramAction.Writing, null, Cancel);

        (text.Outcome, text.Detail, action.Outcome).ShouldBe((SendOutcome.RecipientGone, why, SendOutcome.RecipientGone));
    }

    [Theory]
    [InlineData(4096, SendOutcome.Sent)]
    [InlineData(4097, SendOutcome.Rejected)]
    public async Task The_longest_text_has_4096_units(int length, SendOutcome expected) =>
        (await Client.SendTextAsync(s_mario, new(new string('x', length)), cancellationToken: Cancel)).Outcome.ShouldBe(expected);

    [Theory]
    [InlineData(1024, SendOutcome.Sent)]
    [InlineData(1025, SendOutcome.Rejected)]
    public async Task The_longest_caption_has_1024_units(int length, SendOutcome expected)
    {
        using var video = new MemoryStream([1]);
        (await Client.SendVideoAsync(s_mario, video, "v.mp4", new(new string('x', length)), cancellationToken: Cancel)).Outcome
            .ShouldBe(expected);
    }

    [Theory]
    [InlineData("too-long", SendOutcome.Rejected, null, "Bad Request: message is too long")]
    [InlineData("too-many-requests", SendOutcome.Retry, 14, "Too Many Requests: retry after 14")]
    [InlineData("user-deactivated", SendOutcome.RecipientGone, null, "Forbidden: user is deactivated")]
    [InlineData("wrong-file-id", SendOutcome.Rejected, null, "Bad Request: wrong file_id or the file is temporarily unavailable")]
    public async Task A_recorded_answer_tells_what_to_do_next(string name, SendOutcome outcome, int? seconds, string detail)
    {
        var recorded = TelegramRecordings.Read("telegram-responses", name);
        using var json = JsonDocument.Parse(recorded);
        _telegram.Fail(new Fault.Page(json.RootElement.GetProperty("error_code").GetInt32(), recorded));

        var result = await Client.SendTextAsync(s_mario, s_hi, cancellationToken: Cancel);

        result.ShouldBe(new TelegramResult<TelegramSent>(outcome)
        {
            Detail = detail,
            RetryAfter = seconds is { } wait ? TimeSpan.FromSeconds(wait) : null,
            Blameless = outcome == SendOutcome.Retry,
        });
    }

    [Fact]
    public void Every_recorded_answer_has_an_expectation() =>
        TelegramRecordings.Names("telegram-responses").ShouldBe(["too-long", "too-many-requests", "user-deactivated", "wrong-file-id"]);

    [Theory]
    [InlineData("sendMessage", """{"chat_id":1,"text":"ab","entities":[{"type":"bold","offset":1,"length":2}]}""",
        "Entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 2")]
    [InlineData("sendMessage", """{"chat_id":1,"text":"a😀","entities":[{"type":"bold","offset":2,"length":1}]}""",
        "Entity begins in a middle of a UTF-16 symbol at byte offset 1")]
    [InlineData("sendMessage", """{"chat_id":1,"text":" "}""", "message text is empty")]
    [InlineData("sendMessage", """{"text":"a"}""", "chat_id is empty")]
    [InlineData("sendMessage", """{"chat_id":1,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"a"}]]}}""",
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")]
    [InlineData("sendMessage", """{"chat_id":1,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":""}]]}}""",
        "BUTTON_DATA_INVALID")]
    [InlineData("sendMessageDraft", """{"chat_id":1,"draft_id":0,"text":"a"}""", "draft identifier must be non-zero")]
    [InlineData("sendChatAction", """{"chat_id":1,"action":"dance"}""", "wrong parameter action in request")]
    [InlineData("setWebhook", """{"url":"http://x"}""", "bad webhook: An HTTPS URL must be provided for webhook")]
    [InlineData("setMyCommands", """{"commands":[{"command":"Video","description":"x"}]}""", "BOT_COMMAND_INVALID")]
    public async Task The_stand_in_refuses_what_Telegram_refuses(string method, string body, string description)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await http.PostAsync($"{_telegram.BaseUrl}/bot{Token}/{method}", content, Cancel);

        ((int)response.StatusCode).ShouldBe(400);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));
        json.RootElement.GetProperty("description").GetString().ShouldBe($"Bad Request: {description}");
    }
}
