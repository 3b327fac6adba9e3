using System.Text.Json;
using Microsoft.Playwright;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Browser;

/// <summary>What a model or a person writes stays text.</summary>
public sealed class HostileTextTests(BrowserFixture fixture)
{
    private const string Attack = """
        <script>window.pwned = 1</script><img src=x onerror="window.pwned = 2"><svg onload="window.pwned = 3"></svg>
        <iframe srcdoc="<script>parent.pwned = 4</script>"></iframe><style>body { display: none }</style>

        [link](javascript:window.pwned=5) [data](data:text/html,<script>window.pwned=6</script>) ![spy](https://spy.example/pixel.png)
        <a href="jav&#x09;ascript:window.pwned=7">again</a> <https://example.org/safe>

        $\href{javascript:window.pwned=8}{x}$ $\htmlData{a=b}{x}$ $\includegraphics{https://spy.example/a.png}$ $\url{javascript:alert(1)}$
        $$\def\a{\a\a}\a$$

        ```html
        <script>window.pwned = 9</script>
        ```

        ‮txt.exe‬

        <details open ontoggle="window.pwned = 10"><summary>s</summary></details>
        The end.
        """;

    [Fact]
    public async Task Nothing_that_is_written_runs_loads_or_leads_astray()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = Attack };
        await using var person = await fixture.VisitAsync();
        await person.AskAsync("<img src=x onerror='window.pwned = 11'>");
        await Visitor.ShouldSeeAsync(person.Answers.GetByText("The end."));
        await Visitor.ShouldSeeAsync(person.Answers.Locator(".katex").First);
        (await person.Page.EvaluateAsync<JsonElement?>("window.pwned ?? null")).ShouldBeNull();
        var links = await person.Page.Locator("main a").EvaluateAllAsync<string[]>("all => all.map(a => a.href)");
        // One without an address leads nowhere.
        links.ShouldContain("https://example.org/safe");
        links.ShouldAllBe(link => link == "" || link.StartsWith("http", StringComparison.Ordinal));
        (await person.Page.Locator("main").Locator("script, iframe, style, object, embed, svg[onload], img:not([src^='/'])").CountAsync())
            .ShouldBe(0);
        (await person.Page.Locator("main").InnerTextAsync()).ShouldNotContain('\u202e');
        person.Strangers.ShouldBeEmpty();
        // The policy had nothing to forbid: what it would forbid was never there.
        person.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_policy_forbids_what_is_not_a_file_of_ours()
    {
        using var response = await fixture.Service.Http.GetAsync("/", TestContext.Current.CancellationToken);
        var policy = response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldNotContain("unsafe");
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);

        await using var person = await fixture.VisitAsync();
        await person.Page.EvaluateAsync("""
            () => {
              const script = document.createElement('script')
              script.textContent = 'window.pwned = 1'
              document.body.append(script)
            }
            """);
        (await person.Page.EvaluateAsync<JsonElement?>("window.pwned ?? null")).ShouldBeNull();
        person.Complaints.ShouldNotBeEmpty();
    }
}
