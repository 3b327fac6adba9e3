using System.Text.Json;
using Microsoft.Playwright;

namespace ObsidianVault.Browser;

/// <summary>What the first visit costs a person on a slow network.</summary>
public sealed class BudgetTests(BrowserFixture fixture)
{
    private const int MaxBytes = 200_000;
    private const int MaxRequests = 20;

    [Fact]
    public async Task The_first_load_is_small_and_does_not_shift()
    {
        await using var person = await fixture.VisitAsync("/openapi/v1.json");
        var cdp = await person.Context.NewCDPSessionAsync(person.Page);
        await cdp.SendAsync("Network.enable");
        var sizes = new List<double>();
        cdp.Event("Network.loadingFinished").OnEvent += (_, e) => sizes.Add(e!.Value.GetProperty("encodedDataLength").GetDouble());
        await person.Page.AddInitScriptAsync("""
            window.shift = 0
            new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.shift += e.value)))
              .observe({ type: 'layout-shift', buffered: true })
            """);
        await person.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Visitor.ShouldSeeAsync(person.Box);
        sizes.Count.ShouldBeInRange(3, MaxRequests);
        sizes.Sum().ShouldBeLessThan(MaxBytes);
        TestContext.Current.TestOutputHelper!.WriteLine($"{sizes.Sum() / 1000:0.0} kB in {sizes.Count} requests");
        (await person.Page.EvaluateAsync<double>("window.shift")).ShouldBeLessThan(0.1);
    }

    [Fact]
    public async Task Files_are_compressed_and_kept_by_the_browser()
    {
        using var http = new HttpClient { BaseAddress = fixture.Service.Http.BaseAddress };
        var script = Directory.EnumerateFiles(Path.Combine(BuiltPage.Folder, "assets"), "index-*.js").Single();
        foreach (var encoding in new[] { "br", "gzip" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/" + Path.GetFileName(script));
            request.Headers.Add("Accept-Encoding", encoding);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            response.Content.Headers.ContentEncoding.ShouldBe([encoding]);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
            response.Headers.CacheControl!.ToString().ShouldContain("immutable");
            (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length
                .ShouldBeLessThan((int)new FileInfo(script).Length / 2);
        }

        // Every place of the page is the page; another address is an error of the Api's.
        foreach (var place in new[]
            { "/", "/chat/abc", "/knowledge", "/knowledge/abc/def", "/gallery", "/costs", "/settings", "/console", "/console/work" })
            (await http.GetStringAsync(place, TestContext.Current.CancellationToken)).ShouldContain("<div id=\"root\">");
        using var missing = await http.GetAsync("/nothing", TestContext.Current.CancellationToken);
        (await missing.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"code\":\"not_found\"");
    }
}
