using System.Net;
using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>Mutated updates: whatever Telegram sends is read or ignored, and never causes an exception.</summary>
public sealed class TelegramUpdateFuzzTests
{
    private const int Cases = 4_000;

    private static readonly string[] s_updates =
    [
        """{"update_id":1,"message":{"message_id":2,"date":1699999999,"chat":{"id":42,"type":"private"},"from":"""
            + """{"id":42,"is_bot":false,"first_name":"Ann","language_code":"de"},"text":"/help@foo_bot hi @foo_bot","entities":["""
            + """{"type":"bot_command","offset":0,"length":13},{"type":"mention","offset":17,"length":8}],"reply_to_message":"""
            + """{"message_id":1,"from":{"id":111111111}},"forward_origin":{}}}""",
        """{"update_id":2,"message":{"message_id":2,"date":1699999999,"chat":{"id":-1001,"type":"supergroup"},"from":{"id":42}"""
            + ""","caption":"@foo_bot look","caption_entities":[{"type":"mention","offset":0,"length":8}],"photo":["""
            + """{"file_id":"a","width":90,"height":90,"file_size":5},{"file_id":"b","width":900,"height":900}],"media_group_id":"1"}}""",
        """{"update_id":3,"message":{"message_id":2,"date":1,"chat":{"id":42,"type":"private"},"venue":{"title":"x","location":"""
            + """{"latitude":1.5,"longitude":2}},"contact":{"first_name":"x"},"poll":{"question":"?","options":[{"text":"a"}]}"""
            + ""","paid_media":{"star_count":1,"paid_media":[{"type":"video","video":{"file_id":"v"}}]}}}""",
        """{"update_id":4,"message":{"message_id":2,"date":1,"chat":{"id":42,"type":"private"},"rich_message":{"blocks":["""
            + """{"type":"paragraph","text":["a",{"type":"bold","text":"b"}]},{"type":"table","cells":[[{"text":"x"},{"text":["y"]}]]},"""
            + """{"type":"list","items":[{"label":"1","blocks":[{"type":"footer","text":"z"}]}]}]}}}""",
        """{"update_id":5,"edited_message":{"message_id":2,"date":1,"edit_date":2,"chat":{"id":42,"type":"private"},"text":"y"}}""",
        """{"update_id":6,"callback_query":{"id":"9","from":{"id":42},"message":{"message_id":2,"date":0,"chat":"""
            + """{"id":42,"type":"private"},"reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}},"data":"b"}}""",
        """{"update_id":7,"message_reaction":{"message_id":2,"date":1,"chat":{"id":42,"type":"private"},"user":{"id":42}"""
            + ""","old_reaction":[],"new_reaction":[{"type":"emoji","emoji":"👍"}]}}""",
        """{"update_id":8,"my_chat_member":{"date":1,"chat":{"id":42,"type":"private"},"old_chat_member":{"status":"member"}"""
            + ""","new_chat_member":{"status":"kicked"}}}""",
        """{"update_id":9,"message":{"message_id":2,"date":1,"chat":{"id":-1,"type":"group"},"migrate_to_chat_id":-1001}}""",
        """{"update_id":10,"message":{"message_id":2,"date":1,"chat":{"id":42},"sticker":{"file_id":"s","emoji":"x","is_video":true}"""
            + ""","document":{"file_id":"d","file_name":"n","file_size":1}}}""",
    ];

    private static readonly string[] s_values =
    [
        "null", "true", "false", "0", "-1", "1e400", "-1e-400", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "253402300800", "1.5", "\"\"", "\" \"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"@foo_bot\"", "\"12\"", "\"message\"", "[]",
        "{}",
        "[[]]", "[null]", "{\"id\":{}}", "[{\"type\":\"mention\",\"offset\":1e9,\"length\":9e9}]", "{\"type\":\"private\"}",
        "{\"\\ud800\":1}", $"\"{new string('x', 70_000)}\"", $"\"{string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 300))}\"",
        $"{new string('[', 18)}{new string(']', 18)}",
        $"[{string.Join(',', Enumerable.Repeat("{\"text\":\"x\",\"file_id\":\"f\"}", 200))}]",
    ];

    [Fact]
    public void No_update_is_a_fault_and_every_event_keeps_the_contract()
    {
        var taken = 0;
        for (var seed = 0; seed < Cases; seed++)
        {
            using var update = JsonDocument.Parse(Mutated(seed));
            var bot = seed % 3 == 0 ? TelegramUpdates.Bot with { Username = null } : TelegramUpdates.Bot;

            TelegramUpdate.NeedsUsername(update.RootElement);
            var reading = TelegramUpdate.Read(update.RootElement, bot, TelegramUpdates.ReceivedAt);

            taken += reading.Events.Count;
            foreach (var e in reading.Events) Check(e, seed);
        }

        taken.ShouldBeInRange(Cases / 4, Cases * 9 / 10, "the mutations leave some updates whole, and some not");
    }

    [Fact]
    public async Task Over_HTTP_every_one_is_acknowledged()
    {
        await using var host = await WebhookHost.StartAsync();
        for (var seed = 0; seed < 200; seed++)
        {
            using var response = await host.PostTelegramAsync(Mutated(seed));
            response.StatusCode.ShouldBe(HttpStatusCode.OK, $"seed {seed}");
        }

        host.Sessions.Events.Count.ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData(25, HttpStatusCode.OK)]
    [InlineData(5_000, HttpStatusCode.BadRequest)]
    public async Task Nesting_is_read_as_deep_as_JSON_is_read_at_all(int depth, HttpStatusCode expected)
    {
        await using var host = await WebhookHost.StartAsync();
        var text = $"{string.Concat(Enumerable.Repeat("{\"text\":[", depth))}\"deep\"{string.Concat(Enumerable.Repeat("]}", depth))}";

        using var response = await host.PostTelegramAsync(
            $$$"""{"update_id":1,"message":{"date":1,"chat":{"id":42},"rich_message":{"blocks":[{{{text}}}]} } }""");

        response.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.OK) host.Sessions.Stored.ShouldHaveSingleItem().Message.Text.ShouldBe("deep");
    }

    private static void Check(ChannelEvent e, int seed)
    {
        var what = $"seed {seed}";
        e.Id.Length.ShouldBeInRange(1, 256, what);
        e.From.ExternalId.Length.ShouldBeInRange(1, 20, what);
        if (e is MessageEdited edited) edited.MessageId.ShouldNotBeNullOrEmpty(what);
        if (e is not InboundMessage message) return;

        (message.Text?.Length ?? 1).ShouldBeInRange(1, 65_536, what);
        (message.Payload?.Length ?? 1).ShouldBeInRange(1, 256, what);
        (message.Summary?.Length ?? 1).ShouldBeInRange(1, 1_000, what);
        (message.SenderName?.Length ?? 1).ShouldBeInRange(1, 256, what);
        (message.AlbumId?.Length ?? 1).ShouldBeInRange(1, 256, what);
        message.Attachments.Length.ShouldBeLessThanOrEqualTo(10, what);
        message.Attachments.ShouldAllBe(
            file => file.MediaId.Length > 0 && (file.FileName ?? "").Length <= 256 && (file.Size ?? 0) >= 0, what);
        foreach (var text in new[] { message.Text, message.Payload, message.Summary, message.SenderName, message.AlbumId })
            IsWhole(text ?? "").ShouldBeTrue(what);
    }

    /// <summary>Whether every surrogate is part of a pair.</summary>
    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))) return false;
        return true;
    }

    private static string Mutated(int seed)
    {
        var random = new Random(seed);
        var update = s_updates[random.Next(s_updates.Length)];
        for (var i = random.Next(1, 4); i > 0; i--) update = Mutate(update, random);
        return update;
    }

    /// <summary>Writes the document again with one place of it dropped, replaced, wrapped or renamed.</summary>
    private static string Mutate(string update, Random random)
    {
        using var json = JsonDocument.Parse(update);
        var target = random.Next(Count(json.RootElement));
        var how = random.Next(6);
        var value = s_values[random.Next(s_values.Length)];
        var at = -1;
        return Write(json.RootElement);

        string Write(JsonElement element)
        {
            if (++at == target)
            {
                at += Count(element) - 1;
                return how switch
                {
                    0 => "null",
                    1 => $"[{element.GetRawText()}]",
                    2 => $"{{\"text\":{element.GetRawText()}}}",
                    3 when element.ValueKind == JsonValueKind.Number => $"\"{element.GetRawText()}\"",
                    _ => value,
                };
            }

            return element.ValueKind switch
            {
                JsonValueKind.Object =>
                    $"{{{string.Join(',', element.EnumerateObject().Select(property => $"{Name(property)}:{Write(property.Value)}"))}}}",
                JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Write))}]",
                _ => element.GetRawText(),
            };
        }

        // A name from the document itself; the next place to be written is the one that the name belongs to.
        string Name(JsonProperty property) => at + 1 == target && how == 5
            ? new[] { "\"renamed\"", "\"\\ud800\"", "\"text\"", "\"\\u0074ext\"" }[value.Length % 4]
            : RawName(property);
    }

    private static string RawName(JsonProperty property) =>
        property.ToString() is var whole ? whole[..(whole.IndexOf("\":", StringComparison.Ordinal) + 1)] : "";

    private static int Count(JsonElement element) => 1 + element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Sum(property => Count(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(Count),
        _ => 0,
    };
}
