using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Browser;

/// <summary>Videos and plots in the chat.</summary>
public sealed class PictureTests(BrowserFixture fixture)
{
    private const string Scene = "from manim import *\n\n\nclass Circles(Scene):\n    def construct(self):\n"
        + "        self.add_subcaption(\"A circle\", duration=1)\n        self.play(Create(Circle()))\n        self.wait(1)\n";

    [Fact]
    public async Task A_video_is_followed_played_changed_and_drawn_again()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = $"```python\n{Scene}```" };
        await using var person = await fixture.VisitAsync();
        await person.Page.RouteAsync("**/api/v1/jobs/*", AddNarrationAsync);
        await person.ChooseAsync("Video");
        await person.AskAsync("A circle that is drawn");
        await Visitor.ShouldSeeAsync(person.Page.GetByRole(AriaRole.Progressbar, new() { Name = "Progress of the video" }));
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync(new() { Timeout = 60_000 });
        var video = person.Page.Locator("video");
        await Visitor.ShouldSeeAsync(video);
        await person.UntilAsync("document.querySelector('video').currentTime > 0.2");
        await Assertions.Expect(video.Locator("track[kind=captions]")).ToHaveCountAsync(1);
        await person.UntilAsync("document.querySelector('video').textTracks[0].cues?.length === 2");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "0:01 The second half" }).ClickAsync();
        await person.UntilAsync("document.querySelector('video').currentTime >= 1");
        await person.Page.GetByLabel("Speed").SelectOptionAsync("1.5");
        (await video.EvaluateAsync<double>("v => v.playbackRate")).ShouldBe(1.5);
        var download = await person.Page.RunAndWaitForDownloadAsync(
            () => person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Download") }).ClickAsync());
        download.SuggestedFilename.ShouldEndWith(".mp4");

        // The first fetch claimed it; this browser has kept it.
        await person.Page.ReloadAsync();
        await Visitor.ShouldSeeAsync(video);

        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Show the code" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.GetByText("The code is fine."));
        var editor = person.Page.GetByRole(AriaRole.Textbox, new() { Name = "Manim code" });
        await editor.PressAsync("Control+End");
        await editor.PressSequentiallyAsync("x = (");
        await Visitor.ShouldSeeAsync(person.Page.GetByText("The code breaks off"));
        for (var i = 0; i < 5; i++) await editor.PressAsync("Backspace");
        await Visitor.ShouldSeeAsync(person.Page.GetByText("The code is fine."));
        await person.Page.GetByLabel("Quality").SelectOptionAsync("low");
        await person.Page.GetByLabel("Format").SelectOptionAsync("png");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Render again" }).ClickAsync();
        var second = person.Page.Locator(".card.video").Nth(1);
        await second.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync(new() { Timeout = 60_000 });
        await Visitor.ShouldSeeAsync(second.Locator(".player > img"));
        person.Complaints.ShouldBeEmpty();
    }

    /// <summary>A video of several scenes has subtitles and chapters. Rendering one takes a minute, so this one says it is one.</summary>
    private static async Task AddNarrationAsync(IRoute route)
    {
        if (route.Request.Method != "GET")
        {
            await route.ContinueAsync();
            return;
        }

        var response = await route.FetchAsync();
        var job = JsonNode.Parse(await response.TextAsync())!;
        job["subtitles"] = "1\n00:00:00,000 --> 00:00:01,000\nA circle\n\n2\n00:00:01,000 --> 00:00:02,000\nIt stays\n";
        job["scenes"] = JsonNode.Parse(
            """
            [
              {"title": "The first half", "status": "ready", "seconds": 1},
              {"title": "The second half", "status": "ready", "seconds": 1}
            ]
            """);
        await route.FulfillAsync(new() { Response = response, Body = job.ToJsonString() });
    }

    [Fact]
    public async Task A_video_that_fails_says_why_and_what_to_try()
    {
        await using var person = await fixture.VisitAsync();
        await person.AskAsync("/code\nfrom manim import *\nclass A(Scene):\n    def construct(self):\n        self.play(Nothing())\n");
        var alert = person.Page.Locator(".failure");
        await Assertions.Expect(alert).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(alert).ToContainTextAsync("What to try");
    }

    [Fact]
    public async Task A_plot_is_changed_in_its_place()
    {
        await using var person = await fixture.VisitAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("A plot of two functions") }).ClickAsync();
        var picture = person.Page.Locator(".plot img");
        await Visitor.ShouldSeeAsync(picture);
        await person.UntilAsync("document.querySelector('.plot img').naturalWidth > 0");
        var before = await picture.GetAttributeAsync("src");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Change the plot" }).ClickAsync();
        await person.Page.GetByLabel("Functions and range").FillAsync("cos(x) from 0 to 3");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Draw" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.GetByRole(AriaRole.Img, new() { Name = "Plot of cos(x) from 0 to 3" }));
        (await picture.GetAttributeAsync("src")).ShouldNotBe(before);

        await person.Page.GetByLabel("Functions and range").FillAsync("not a function(");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Draw" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.Locator(".plot [role=alert]"));

        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.Locator(".tile img").First);
        person.Complaints.ShouldBeEmpty();
    }
}
