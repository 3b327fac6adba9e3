using System.Text.Json;
using ObsidianVault.Fakes.Telegram;

namespace ObsidianVault.Functional.Clients;

/// <summary>grammY, a widely used client of the Bot API, works with the stand-in as with the real server.</summary>
public sealed class GrammyTests
{
    private const string Token = "123456:not-a-real-token";

    [Fact]
    public async Task GrammY_takes_the_stand_in_for_the_Bot_API()
    {
        var client = await NpmClient.InstallAsync("grammy");
        await using var telegram = await TelegramStandIn.StartNewAsync();
        telegram.Block(777);

        var (exitCode, output, errors) = await NpmClient.RunAsync("node", Path.Combine(client, "drive.mjs"), telegram.BaseUrl, Token);

        exitCode.ShouldBe(0, errors);
        using var json = JsonDocument.Parse(output);
        var seen = json.RootElement;
        seen.GetProperty("me").GetProperty("username").GetString().ShouldBe("stand_in_bot");
        seen.GetProperty("text").GetProperty("entities")[0].GetProperty("type").GetString().ShouldBe("bold");
        seen.GetProperty("text").GetProperty("reply_markup").GetProperty("inline_keyboard")[0].GetArrayLength().ShouldBe(2);
        seen.GetProperty("edited").GetProperty("message_id").GetInt32()
            .ShouldBe(seen.GetProperty("text").GetProperty("message_id").GetInt32());
        seen.GetProperty("edited").GetProperty("text").GetString().ShouldBe("Rendering 50 %");
        seen.GetProperty("again").GetProperty("video").GetProperty("file_id").GetString()
            .ShouldBe(seen.GetProperty("uploaded").GetProperty("video").GetProperty("file_id").GetString());
        (seen.GetProperty("answered").GetBoolean(), seen.GetProperty("action").GetBoolean()).ShouldBe((true, true));
        seen.GetProperty("content").GetRawText().ShouldBe("[1,2,3]");
        Refusal(seen, "unchanged").ShouldStartWith("400 Bad Request: message is not modified");
        Refusal(seen, "tooLong").ShouldBe("400 Bad Request: message is too long");
        Refusal(seen, "badButton").ShouldBe("400 Bad Request: BUTTON_DATA_INVALID");
        Refusal(seen, "blocked").ShouldBe("403 Forbidden: bot was blocked by the user");

        var videos = telegram.Requests.Of<TelegramVideoSent>();
        (videos[0].FileName, videos[0].Video.Length, videos[0].SupportsStreaming, videos[0].FileId).ShouldBe(("v.mp4", 3, true, null));
        (videos[1].FileName, videos[1].FileId).ShouldBe((null, seen.GetProperty("file").GetProperty("file_id").GetString()));
    }

    private static string Refusal(JsonElement seen, string name) =>
        $"{seen.GetProperty(name).GetProperty("code")} {seen.GetProperty(name).GetProperty("description").GetString()}";
}
