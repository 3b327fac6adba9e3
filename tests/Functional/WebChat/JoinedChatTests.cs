using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Fakes.Telegram;
using ObsidianVault.Functional.OpenAi;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.WebChat;

/// <summary>A chat of the page and one of Telegram that a person has joined.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class JoinedChatTests(OpenAiFixture fixture)
{
    private const long Chat = 770_001;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_said_on_Telegram_comes_to_the_page_once()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "It is **so**." };
        using var http = await fixture.HttpAsync();
        var session = "/api/v1/sessions/" + http.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[1];
        using (var asked = await http.PostAsJsonAsync(session + "/messages", new { text = "/help" }, Cancel))
            asked.EnsureSuccessStatusCode();
        using var linked = await http.PostAsync(session + "/link", null, Cancel);
        var code = (await linked.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString();
        await fixture.Service.TelegramAsync(770_001, $"/link {code}", Chat);
        await fixture.Service.Telegram.WaitForAsync(
            r => r is TelegramMessageSent { Text: "The two chats are one conversation now." }, TimeSpan.FromSeconds(60), Cancel);

        await fixture.Service.TelegramAsync(770_002, "Is it so?", Chat);
        await VaultService.UntilAsync(async () => (await MessagesAsync()).Any(m => m.Text == "It is **so**."), "the answer is there");
        // The page answers for itself, and Telegram hears nothing of that.
        using (var asked = await http.PostAsJsonAsync(session + "/messages", new { text = "And here?" }, Cancel))
            asked.EnsureSuccessStatusCode();
        await VaultService.UntilAsync(
            async () => (await MessagesAsync()).Count(m => m.Text == "It is **so**.") == 2, "the page's answer is there");
        (await MessagesAsync()).SkipWhile(m => m.Text != "Is it so?").ShouldBe(
        [
            ("user", "telegram", "Is it so?"), ("assistant", "telegram", "It is **so**."),
            ("user", null, "And here?"), ("assistant", null, "It is **so**."),
        ]);

        async Task<List<(string Role, string? Via, string Text)>> MessagesAsync() =>
        [
            .. (await http.GetFromJsonAsync<JsonElement>(session + "/messages", Cancel)).GetProperty("messages").EnumerateArray()
                .Select(m => (m.GetProperty("role").GetString()!, m.TryGetProperty("via", out var via) ? via.GetString() : null,
                    m.GetProperty("text").GetString()!)),
        ];
    }
}
