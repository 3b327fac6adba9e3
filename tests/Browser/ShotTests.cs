using Microsoft.Playwright;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Browser;

/// <summary>Pictures of every page, for people to look at: VAULT_SHOTS names the folder that they are kept in.</summary>
public sealed class ShotTests(BrowserFixture fixture)
{
    private const string Answer = "The **chain rule** says how a composition changes:\n\n$$\\frac{d}{dx} f(g(x)) = f'(g(x))\\, g'(x)$$\n\n"
        + "1. Differentiate the outer function at the inner one.\n2. Multiply by the derivative of the inner one, here $g'(x) = 2x$.\n\n"
        + "```python\nfrom sympy import *\nx = symbols('x')\nprint(diff(sin(x**2), x))  # 2*x*cos(x**2)\n```\n\n"
        + "| function | derivative |\n|---|---|\n| $\\sin x$ | $\\cos x$ |\n| $e^x$ | $e^x$ |\n";

    [Theory]
    [InlineData("desk", 1440, 900, "en-US", ColorScheme.Light)]
    [InlineData("phone", 390, 844, "en-US", ColorScheme.Dark)]
    [InlineData("phone-ar", 390, 844, "ar", ColorScheme.Light)]
    public async Task Every_page_fits_its_screen(string name, int width, int height, string locale, ColorScheme theme)
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = Answer };
        await using var person = await fixture.VisitAsync(options: o =>
        {
            (o.Locale, o.ColorScheme, o.ViewportSize) = (locale, theme, new ViewportSize { Width = width, Height = height });
        });
        await ShotAsync(person, $"{name}-1-start");
        await AskAsync(person, "What is the chain rule?");
        await Visitor.ShouldSeeAsync(person.Answers.Locator(".katex").First);
        await ShotAsync(person, $"{name}-2-answer");
        await AskAsync(person, "/plot sin(x^2) from -3 to 3");
        await person.UntilAsync("document.querySelector('.plot img')?.naturalWidth > 0");
        await ShotAsync(person, $"{name}-3-plot");
        foreach (var place in new[] { "knowledge", "gallery", "costs", "settings" })
        {
            await person.Page.GotoAsync("/" + place);
            await Visitor.ShouldSeeAsync(person.Page.Locator("main h1"));
            await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await ShotAsync(person, $"{name}-4-{place}");
        }

        await KnowledgeAsync(person, name);
    }

    private async Task KnowledgeAsync(Visitor person, string name)
    {
        const string Note = "# Chain rule\n\n> [!tip] Remember\n> Outer at inner, times inner.\n\nThe derivative of $f(g(x))$ is "
            + "$f'(g(x))\\,g'(x)$. See [[Limits]].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        fixture.Provider.Reply = _ => new ProviderReply { Text = "Multiply them. <q s=\"1\">Outer at inner, times inner.</q>" };
        await person.Page.GotoAsync("/knowledge");
        await person.Page.Locator(".new-collection input").FillAsync("Analysis");
        await person.Page.Locator(".new-collection button").ClickAsync();
        await person.Page.Locator("input[type=file]:not([webkitdirectory])").SetInputFilesAsync((FilePayload[])
        [
            new() { Name = "Chain rule.md", MimeType = "text/markdown", Buffer = System.Text.Encoding.UTF8.GetBytes(Note) },
            new() { Name = "Limits.md", MimeType = "text/markdown", Buffer = "What values come close to. [[Chain rule]]"u8.ToArray() },
            new() { Name = "broken.pdf", MimeType = "application/pdf", Buffer = "no PDF"u8.ToArray() },
        ]);
        await Assertions.Expect(person.Page.Locator(".documents .badge.ready")).ToHaveCountAsync(2);
        await person.Page.Locator(".asking textarea").FillAsync("How do I use the chain rule?");
        await person.Page.Locator(".asking button[type=submit]").ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.Locator(".answered"));
        await ShotAsync(person, $"{name}-5-collection");
        await person.Page.Locator(".answered").ScrollIntoViewIfNeededAsync();
        await ShotAsync(person, $"{name}-6-ask");
        await person.Page.Locator(".documents a").First.ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.Locator(".callout"));
        await ShotAsync(person, $"{name}-7-note");
    }

    private static async Task AskAsync(Visitor person, string text)
    {
        await person.Page.Locator("textarea").FillAsync(text);
        await person.Page.Locator("textarea").PressAsync("Enter");
    }

    private static async Task ShotAsync(Visitor person, string name)
    {
        // Whatever the size, nobody scrolls sideways.
        (await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(name);
        if (Environment.GetEnvironmentVariable("VAULT_SHOTS") is { Length: > 0 } folder)
            await person.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }
}
