using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Browser;

/// <summary>The page for everybody: by keyboard, by ear, in both themes, in each language, on a phone.</summary>
public sealed class AccessTests(BrowserFixture fixture)
{
    private const string Answer = "**Bold** $x^2$ [link](https://example.org)\n\n```python\nprint(1)  # one\n```\n\n| a |\n|---|\n| 1 |\n";

    [Theory]
    [InlineData(ColorScheme.Light, "en-US", false)]
    [InlineData(ColorScheme.Dark, "en-US", false)]
    [InlineData(ColorScheme.Light, "ar", true)]
    public async Task Axe_finds_nothing_serious(ColorScheme theme, string locale, bool isPhone)
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = Answer };
        await using var person = await fixture.VisitAsync(options: o =>
        {
            (o.ColorScheme, o.Locale) = (theme, locale);
            if (isPhone) o.ViewportSize = new ViewportSize { Width = 390, Height = 844 };
        });
        await ShouldBeFineAsync(person, "the start");
        await person.Page.Locator("textarea").FillAsync("Show me");
        await person.Page.Locator("textarea").PressAsync("Enter");
        await Visitor.ShouldSeeAsync(person.Answers.Locator(".katex").First);
        await person.Page.Locator("textarea").FillAsync("/plot sin(x)");
        await person.Page.Locator("textarea").PressAsync("Enter");
        await Visitor.ShouldSeeAsync(person.Page.Locator(".plot img"));
        await ShouldBeFineAsync(person, "a chat");
        foreach (var place in new[] { "knowledge", "gallery", "costs", "settings" })
        {
            await person.Page.GotoAsync("/" + place);
            await Visitor.ShouldSeeAsync(person.Page.Locator("main h1"));
            await ShouldBeFineAsync(person, place);
        }

        await person.Page.GotoAsync("/knowledge");
        await person.Page.Locator(".new-collection input").FillAsync("Analysis");
        await person.Page.Locator(".new-collection button").ClickAsync();
        await person.Page.Locator("input[type=file]:not([webkitdirectory])").SetInputFilesAsync(
            new FilePayload { Name = "A.md", MimeType = "text/markdown", Buffer = "> [!note]\n> x [[B]]\n\n==y=="u8.ToArray() });
        await Visitor.ShouldSeeAsync(person.Page.Locator(".documents .badge.ready"));
        await ShouldBeFineAsync(person, "a collection");
        await person.Page.Locator(".documents a").ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.Locator(".callout"));
        await ShouldBeFineAsync(person, "a note");
    }

    [Fact]
    public async Task Everything_is_reached_by_keyboard()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "Reached." };
        await using var person = await fixture.VisitAsync();
        var keys = person.Page.Keyboard;
        await Assertions.Expect(person.Box).ToBeFocusedAsync();
        await keys.TypeAsync("By keyboard");
        await keys.PressAsync("Shift+Enter");
        await keys.TypeAsync("in two lines");
        await keys.PressAsync("Enter");
        await Assertions.Expect(person.Answers).ToHaveTextAsync(["Reached."]);
        await Assertions.Expect(person.Page.Locator(".bubble")).ToHaveTextAsync(["By keyboard\nin two lines"]);

        // The modes are one stop, and the arrows choose among them.
        await keys.PressAsync("Tab");
        await keys.PressAsync("ArrowRight");
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Radio, new() { Name = "Video" })).ToBeCheckedAsync();
        await keys.PressAsync("ArrowLeft");

        // From the top: the way past the menu, then the menu itself.
        await person.Page.ReloadAsync();
        await Visitor.ShouldSeeAsync(person.Answers.First);
        await person.Page.EvaluateAsync("document.activeElement.blur()");
        await person.Page.Locator(".skip").FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(person.Page.Locator("main")).ToBeFocusedAsync();

        await TabToAsync(person, "a[href='/settings']", back: true);
        await keys.PressAsync("Enter");
        await Visitor.ShouldSeeAsync(person.Page.GetByRole(AriaRole.Heading, new() { Name = "Settings" }));
        await TabToAsync(person, ".setting select");
        await keys.PressAsync("ArrowDown");
        await Visitor.ShouldSeeAsync(person.Page.GetByRole(AriaRole.Heading, new() { Name = "Réglages" }));

        // A chat's menu, and its dialog.
        await TabToAsync(person, ".chat-item > button", back: true);
        await keys.PressAsync("Enter");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await Assertions.Expect(person.Page.GetByLabel("Nouveau nom de la discussion")).ToBeFocusedAsync();
        await keys.PressAsync("Control+A");
        await keys.TypeAsync("Renommée");
        await keys.PressAsync("Enter");
        await Visitor.ShouldSeeAsync(person.Page.GetByRole(AriaRole.Link, new() { Name = "Renommée" }));
    }

    [Fact]
    public async Task Arabic_is_written_from_right_to_left_and_kept()
    {
        await using var person = await fixture.VisitAsync("/settings");
        await person.Page.GetByLabel("Language").SelectOptionAsync("ar");
        await Assertions.Expect(person.Page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await person.Page.GetByRole(AriaRole.Radio, new() { Name = "داكن" }).CheckAsync();
        await person.Page.ReloadAsync();
        await Visitor.ShouldSeeAsync(person.Page.GetByRole(AriaRole.Heading, new() { Name = "الإعدادات" }));
        await Assertions.Expect(person.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        var (side, main) = (await person.Page.Locator(".side").BoundingBoxAsync(), await person.Page.Locator("main").BoundingBoxAsync());
        side!.X.ShouldBeGreaterThan(main!.X);
    }

    private static async Task TabToAsync(Visitor person, string selector, bool back = false)
    {
        for (var i = 0; i < 60; i++)
        {
            await person.Page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            if (await person.Page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) ?? false", selector)) return;
        }

        Assert.Fail($"Tab does not reach {selector}.");
    }

    private static async Task ShouldBeFineAsync(Visitor person, string where)
    {
        var result = await person.Page.RunAxe();
        result.Violations.Where(v => v.Impact is "serious" or "critical").Select(Describe).ShouldBeEmpty(where);

        static string Describe(AxeResultItem v) => $"{v.Id}: {string.Join("; ", v.Nodes.Select(n => n.Html))}";
    }
}
