using Microsoft.Playwright;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Browser;

/// <summary>What people set up on the page: keys for programs, and chats elsewhere.</summary>
public sealed class SettingsTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Keys_are_shown_once_and_end_and_a_chat_goes_on_elsewhere()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "An answer." };
        await using var person = await fixture.VisitAsync();
        await person.AskAsync("Which prime is even?");
        await Assertions.Expect(person.Answers).ToHaveTextAsync(["An answer."]);
        // The same again, of the cheaper class.
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Answer again, quickly" }).ClickAsync();
        await Assertions.Expect(person.Answers).ToHaveCountAsync(2);
        await Assertions.Expect(person.Page.Locator(".bubble")).ToHaveTextAsync(["Which prime is even?", "Which prime is even?"]);

        await person.Page.GotoAsync("/settings");
        await person.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("nightly");
        await person.Page.GetByLabel("ai", new() { Exact = true }).CheckAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        var shown = person.Page.Locator("code", new() { HasText = "ovk_" });
        var first = await shown.TextContentAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "New key: nightly" }).First.ClickAsync();
        await Assertions.Expect(shown).Not.ToHaveTextAsync(first!);
        await person.Page.ReloadAsync();
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Button, new() { Name = "Delete: nightly" })).ToHaveCountAsync(2);
        await Assertions.Expect(shown).ToHaveCountAsync(0);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Delete: nightly" }).First.ClickAsync();
        await person.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Button, new() { Name = "Delete: nightly" })).ToHaveCountAsync(1);

        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Make a code" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.Locator("svg.qr").First);
        await Assertions.Expect(person.Page.Locator(".qr-figure a").First)
            .ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^https://t\\.me/\\w+\\?start=[a-z2-7]{52}$"));
        person.Complaints.ShouldBeEmpty();
    }
}
