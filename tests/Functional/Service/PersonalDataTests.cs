using System.Net;
using System.Text.Json;
using ObsidianVault.Fakes.Telegram;

namespace ObsidianVault.Functional.Service;

/// <summary>One person, whichever way they come in; and all that is theirs, to take away and to erase.</summary>
[Collection<AccessCollection>]
public sealed class PersonalDataTests(AccessFixture fixture)
{
    private const string Data = "/api/v1/account/data";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private int _update = 1_000;

    [Fact]
    public async Task A_linked_chat_belongs_to_the_account_is_exported_with_it_and_erased_from_the_chat()
    {
        const long Chat = 7001;
        using var joan = new SignInBrowser(fixture.Vault.Http.BaseAddress!);
        await joan.SignInAsync("joan");
        var id = (await joan.JsonAsync(HttpMethod.Get, "/api/v1/account")).GetProperty("account_id").GetString()!;
        await joan.JsonAsync(HttpMethod.Post, "/api/v1/keys", new { name = "joans program" });
        await SayAsync(Chat, "I like ellipses very much");
        await AnswerAsync(Chat, "/help", "/forget");
        var code = (await joan.JsonAsync(HttpMethod.Post, $"/api/v1/sessions/{id}/link")).GetProperty("code").GetString();
        await AnswerAsync(Chat, $"/link {code}", "one conversation");
        await SayAsync(Chat, "/video Explain the derivative");

        // The chat's job is the account's, and so is what the chat said.
        await VaultService.UntilAsync(async () => (await JobsAsync(joan)).Length == 1, "the chat's job is listed");
        var job = (await JobsAsync(joan))[0].GetProperty("job_id").GetString();
        (await joan.StatusAsync(HttpMethod.Get, $"/api/v1/jobs/{job}")).ShouldBe(HttpStatusCode.OK);
        using var stranger = new SignInBrowser(fixture.Vault.Http.BaseAddress!);
        await stranger.SignInAsync("stranger");
        (await stranger.StatusAsync(HttpMethod.Get, $"/api/v1/jobs/{job}")).ShouldBe(HttpStatusCode.NotFound);
        var data = (await joan.JsonAsync(HttpMethod.Get, Data)).GetRawText();
        foreach (var part in (string[])["ellipses very much", "telegram:7001", "joans program", "joan@example.org", job!])
            data.ShouldContain(part);
        (await stranger.JsonAsync(HttpMethod.Get, Data)).GetRawText().ShouldNotContain("ellipses");

        // Asked first; then everything is gone, on every way in.
        await AnswerAsync(Chat, "/forget", "/forget everything");
        (await joan.JsonAsync(HttpMethod.Get, Data)).GetRawText().ShouldContain("ellipses");
        await AnswerAsync(Chat, "/forget everything", "Everything is deleted.");
        await VaultService.UntilAsync(async () => (await joan.RolesAsync()).Length == 0, "the sign-in has ended");
        await joan.SignInAsync("joan");
        await VaultService.UntilAsync(async () => (await JobsAsync(joan)).Length == 0
            && await joan.StatusAsync(HttpMethod.Get, $"/api/v1/jobs/{job}") == HttpStatusCode.NotFound, "the job is gone");
        var after = (await joan.JsonAsync(HttpMethod.Get, Data)).GetRawText();
        foreach (var part in (string[])["ellipses very much", "joans program", job!]) after.ShouldNotContain(part);
    }

    [Fact]
    public async Task A_web_chat_is_erased_by_its_owner_with_a_word_of_confirmation()
    {
        using var max = new SignInBrowser(fixture.Vault.Http.BaseAddress!);
        await max.SignInAsync("max");
        var id = (await max.JsonAsync(HttpMethod.Get, "/api/v1/account")).GetProperty("account_id").GetString()!;
        await max.JsonAsync(HttpMethod.Post, $"/api/v1/sessions/{id}/messages", new { text = "my secret hobby is knots" });
        await VaultService.UntilAsync(
            async () => (await max.JsonAsync(HttpMethod.Get, Data)).GetRawText().Contains("knots"), "the message is in the export");
        var told = new { prompt = "Explain a circle", callback_url = "https://example.org/hook" };
        await max.JsonAsync(HttpMethod.Post, "/api/v1/callbacks/secret", new { });
        (await max.StatusAsync(HttpMethod.Post, "/api/v1/jobs", told)).ShouldBe(HttpStatusCode.Accepted);
        (await max.StatusAsync(HttpMethod.Delete, Data)).ShouldBe(HttpStatusCode.BadRequest);
        (await max.JsonAsync(HttpMethod.Get, Data)).GetRawText().ShouldContain("knots");
        (await max.StatusAsync(HttpMethod.Delete, Data + "?confirm=everything")).ShouldBe(HttpStatusCode.Accepted);
        await VaultService.UntilAsync(async () => (await max.RolesAsync()).Length == 0, "the sign-in has ended");
        await max.SignInAsync("max");
        await VaultService.UntilAsync(
            async () => !(await max.JsonAsync(HttpMethod.Get, Data)).GetRawText().Contains("knots"), "nothing of it is left");
        // The secret too, without which no job can have a callback.
        await VaultService.UntilAsync(
            async () => await max.StatusAsync(HttpMethod.Post, "/api/v1/jobs", told) == HttpStatusCode.BadRequest, "the secret is gone");
    }

    private static async Task<JsonElement[]> JobsAsync(SignInBrowser browser) =>
        [.. (await browser.JsonAsync(HttpMethod.Get, "/api/v1/jobs")).GetProperty("jobs").EnumerateArray()];

    private async Task SayAsync(long chat, string text) =>
        (await fixture.Vault.TelegramAsync(++_update, text, chat)).ShouldBe(HttpStatusCode.OK);

    private async Task AnswerAsync(long chat, string text, string answer)
    {
        await SayAsync(chat, text);
        await fixture.Vault.Telegram.WaitForAsync(
            r => r is TelegramMessageSent sent && sent.Text.Contains(answer), s_patience, TestContext.Current.CancellationToken);
    }
}
