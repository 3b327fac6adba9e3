using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Fakes.Telegram;
using ObsidianVault.Fakes.WhatsApp;

namespace ObsidianVault.Browser;

/// <summary>The operators' console: two operators, who answer people of two channels.</summary>
public sealed class ConsoleTests(BrowserFixture fixture)
{
    private const string Phone = "16505550777";
    private const string Attack = "<img src=x onerror=alert(1)> are you a human?";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Places = ["/console", "/console/work", "/console/numbers"];

    [Fact]
    public async Task Two_operators_answer_people_and_see_each_other()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "An answer." };
        await using var grace = await fixture.VisitAsync("/console", o => o.ViewportSize = new ViewportSize { Width = 1440, Height = 900 });
        await EnterAsync(grace);
        await Visitor.ShouldSeeAsync(grace.Page.Locator(".live.good"));
        // What only administrators do is not there.
        await Assertions.Expect(grace.Page.Locator(".console-top nav a")).ToHaveCountAsync(Places.Length);

        // They come as they write.
        await fixture.Service.TelegramAsync(70_001, Attack, chat: 7001);
        await fixture.Service.WhatsAppAsync(Phone, ("wamid.console.1", "Hello from WhatsApp"));
        await grace.Page.GetByRole(AriaRole.Searchbox).FillAsync("7001");
        var person = grace.Page.Locator(".inbox-items li");
        await Assertions.Expect(person).ToHaveCountAsync(1);
        await person.Locator("a").ClickAsync();
        await Assertions.Expect(grace.Page.Locator(".line.user .said")).ToHaveTextAsync([Attack]);

        // What another model would have said.
        await grace.Page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).First.ClickAsync();
        await grace.Page.GetByLabel("Instructions to the model").FillAsync("Be brief.");
        await grace.Page.GetByRole(AriaRole.Button, new() { Name = "Answer again" }).ClickAsync();
        await Visitor.ShouldSeeAsync(grace.Page.Locator("dialog[open] .difference"));
        await ShouldBeFineAsync(grace, "console-0-replay");
        await grace.Page.Keyboard.PressAsync("Escape");

        await grace.Page.GetByRole(AriaRole.Button, new() { Name = "Take over" }).ClickAsync();
        await Visitor.ShouldSeeAsync(grace.Page.GetByRole(AriaRole.Button, new() { Name = "Hand back to the assistant" }));
        await grace.Page.Locator(".reply textarea").FillAsync("Yes, I am Grace.");
        await grace.Page.Locator(".reply textarea").PressAsync("Enter");
        await fixture.Service.Telegram.WaitForAsync(
            sent => sent is TelegramMessageSent { Text: "Yes, I am Grace." }, Patience, TestContext.Current.CancellationToken);
        await Visitor.ShouldSeeAsync(grace.Page.Locator(".line.human .delivery summary", new() { HasText = "Sent" }));

        // The other operator, on a phone, in Arabic and in the dark.
        await using var noor = await fixture.VisitAsync("/console", o =>
        {
            (o.Locale, o.ColorScheme, o.ViewportSize) = ("ar", ColorScheme.Dark, new ViewportSize { Width = 390, Height = 844 });
        });
        await EnterAsync(noor);
        await ShouldBeFineAsync(noor, "console-1-phone-list");
        await noor.Page.Locator(".inbox-items li", new() { HasText = "Grace" }).Locator("a").ClickAsync();
        await Visitor.ShouldSeeAsync(grace.Page.Locator(".others", new() { HasText = "operator is looking" }));
        await grace.Page.GetByText("Private note", new() { Exact = true }).First.ClickAsync();
        await grace.Page.Locator(".reply textarea").FillAsync("Pays late.");
        await grace.Page.Locator(".reply button[type=submit]").ClickAsync();
        await Visitor.ShouldSeeAsync(noor.Page.Locator(".line.note .said", new() { HasText = "Pays late." }));
        await grace.Page.GetByLabel("Add a label").FillAsync("billing");
        await grace.Page.GetByLabel("Add a label").PressAsync("Enter");
        await Visitor.ShouldSeeAsync(noor.Page.Locator(".reading-head .chip", new() { HasText = "billing" }));
        await ShouldBeFineAsync(noor, "console-2-phone-conversation");
        await ShouldBeFineAsync(grace, "console-3-desk");
        fixture.Service.Telegram.Requests.Of<TelegramMessageSent>().ShouldAllBe(sent => !sent.Text.Contains("Pays late"));

        await TemplateAsync(grace);
        foreach (var place in Places)
        {
            await noor.Page.GotoAsync(place);
            await Visitor.ShouldSeeAsync(noor.Page.Locator("main h1"));
            await noor.Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
            await ShouldBeFineAsync(noor, "console-5-phone" + place.Replace('/', '-'));
            await grace.Page.GotoAsync(place);
            await ShouldBeFineAsync(grace, "console-5-desk" + place.Replace('/', '-'));
        }

        grace.Complaints.ShouldBeEmpty();
        noor.Complaints.ShouldBeEmpty();
    }

    /// <summary>A template is stored once, and sent with what it leaves open.</summary>
    private async Task TemplateAsync(Visitor operatorAt)
    {
        var page = operatorAt.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Ready-made texts" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByLabel("Title").FillAsync("News");
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("Hello {{1}}, we have news.");
        await page.GetByLabel("It is a template of WhatsApp").CheckAsync();
        await page.GetByLabel("Name of the approved template").FillAsync("we_have_news");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Visitor.ShouldSeeAsync(page.Locator(".book .rows li", new() { HasText = "News" }));
        await page.Keyboard.PressAsync("Escape");

        await page.GetByRole(AriaRole.Searchbox).FillAsync(Phone);
        await page.Locator(".inbox-items li a").First.ClickAsync();
        await Visitor.ShouldSeeAsync(page.Locator(".reading-head .good"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a template" }).ClickAsync();
        await page.GetByLabel("Variable 1").FillAsync("Ada");
        await Assertions.Expect(page.Locator("dialog[open] .notice")).ToHaveTextAsync("Hello Ada, we have news.");
        await ShouldBeFineAsync(operatorAt, "console-4-template");
        await page.Locator("dialog[open] button.main").ClickAsync();
        var sent = (GraphMessage)await fixture.Service.Graph.WaitForAsync(
            r => r is GraphMessage { Type: "template" }, Patience, TestContext.Current.CancellationToken);
        sent.Body["template"]!["components"]![0]!["parameters"]![0]!["text"]!.ToString().ShouldBe("Ada");
    }

    private static async Task EnterAsync(Visitor person)
    {
        await person.Page.Locator("input[name=key]").FillAsync("a wrong key");
        await person.Page.Locator("form button").ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.Locator("[role=alert]"));
        await person.Page.Locator("input[name=key]").FillAsync(BrowserFixture.OperatorKey);
        await person.Page.Locator("form button").ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.Locator(".inbox"));
    }

    /// <summary>Axe finds nothing serious, nobody scrolls sideways, and VAULT_SHOTS keeps a picture.</summary>
    private static async Task ShouldBeFineAsync(Visitor person, string name)
    {
        (await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(name);
        if (Environment.GetEnvironmentVariable("VAULT_SHOTS") is { Length: > 0 } folder)
            await person.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        var result = await person.Page.RunAxe();
        result.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{v.Id}: {string.Join("; ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty(name);
    }
}
