using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Browser;

/// <summary>Collections, notes, and answers whose citations open the note at the line.</summary>
public sealed class KnowledgeTests(BrowserFixture fixture) : IDisposable
{
    /// <summary>A browser reads a file when it sends it, which is after it was chosen.</summary>
    private readonly DirectoryInfo _folders = Directory.CreateTempSubdirectory("vault-folders-");

    private const string Chain =
        "---\ntags: [calculus]\n---\n# Chain rule\n\nThe derivative of a composition is the product of derivatives.\n"
        + "See [[Limits|what a limit is]], [[Nowhere]] and `[[not a link]]`.\n\n"
        + "> [!warning] Careful\n> The inner function counts too.\n\n==Important== and $x^2$.\n";

    [Fact]
    public async Task Notes_are_brought_in_asked_and_read_at_the_line()
    {
        await using var person = await fixture.VisitAsync("/knowledge");
        await MakeAsync(person, "Analysis");
        await ChooseAsync(
            person, ("Chain rule.md", Chain), ("Limits.md", "# Limits\n\nA limit is what values come close to.\n"),
            ("broken.pdf", "%PDF-1.7 this is none"));
        await Visitor.ShouldSeeAsync(person.Page.GetByText("3 documents"));
        await Assertions.Expect(person.Page.Locator(".documents .badge.ready")).ToHaveCountAsync(2);
        await Assertions.Expect(person.Page.Locator(".documents .badge.failed")).ToHaveCountAsync(1);

        // Reasons stand beside what was refused.
        await Visitor.ShouldSeeAsync(person.Page.Locator(".documents li", new() { HasText = "broken.pdf" }).Locator("p.faint"));

        fixture.Provider.Reply = _ => new ProviderReply
        {
            Text = "It is the product. <q s=\"1\">The derivative of a composition is the product of derivatives.</q>",
        };
        await AskAsync(person, "What is the derivative of a composition?");
        var citation = person.Page.Locator(".citations a", new() { HasText = "Chain rule" }).First;
        await citation.ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.GetByRole(AriaRole.Heading, new() { Name = "Chain rule", Level = 1 }).First);
        await Visitor.ShouldSeeAsync(person.Page.Locator(".cited").First);
        await Assertions.Expect(person.Page.Locator(".cited", new() { HasText = "product of derivatives" })).ToBeInViewportAsync();

        // As Obsidian shows it.
        await Assertions.Expect(person.Page.Locator(".callout .callout-title")).ToHaveTextAsync("Careful");
        await Assertions.Expect(person.Page.Locator(".prose mark")).ToHaveTextAsync("Important");
        await Assertions.Expect(person.Page.Locator(".prose .missing")).ToHaveTextAsync("Nowhere");
        await Assertions.Expect(person.Page.Locator(".prose code")).ToHaveTextAsync("[[not a link]]");
        await Visitor.ShouldSeeAsync(person.Page.GetByText("#calculus"));
        await Assertions.Expect(person.Page.Locator(".prose")).Not.ToContainTextAsync("tags:");

        // Along a link, and back along it.
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "what a limit is" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.GetByRole(AriaRole.Heading, new() { Name = "Links to this note" }));
        await person.Page.Locator(".names a", new() { HasText = "Chain rule" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.GetByText("The inner function counts too."));
        person.Complaints.ShouldBeEmpty();
        person.Strangers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_shows_what_it_would_change_before_it_does()
    {
        await using var person = await fixture.VisitAsync("/knowledge");
        await MakeAsync(person, "Folder");
        await ChooseFolderAsync(
            person, ("A.md", "About apples."), ("Sub/B.md", "About pears."), ("C.md", "About plums."), (".obsidian/app.json", "{}"));
        await Visitor.ShouldSeeAsync(person.Page.GetByText("3 documents"));

        await ChooseFolderAsync(person, ("A.md", "About apples."), ("Moved/B.md", "About pears."), ("D.md", "About figs."));
        var plan = person.Page.GetByRole(AriaRole.Group, new() { Name = "What would change" });
        await Visitor.ShouldSeeAsync(plan.GetByText("Unchanged: 1"));
        await Visitor.ShouldSeeAsync(plan.GetByText("New or changed: 1"));
        await Visitor.ShouldSeeAsync(plan.GetByText("Moved: 1"));
        await Visitor.ShouldSeeAsync(plan.GetByText("Not in the folder: 1"));
        await Visitor.ShouldSeeAsync(person.Page.GetByText("3 documents"));
        await plan.GetByRole(AriaRole.Button, new() { Name = "Bring in" }).ClickAsync();
        await Assertions.Expect(person.Page.Locator(".documents li div")).ToHaveTextAsync(["A.md", "C.md", "D.md", "Moved/B.md"]);

        await ChooseFolderAsync(person, ("A.md", "About apples."));
        await plan.GetByRole(AriaRole.Checkbox).CheckAsync();
        await plan.GetByRole(AriaRole.Button, new() { Name = "Bring in" }).ClickAsync();
        await Assertions.Expect(person.Page.Locator(".documents li div")).ToHaveTextAsync(["A.md"]);
        person.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chat_asks_the_notes_of_its_browser_and_of_no_other()
    {
        await using var person = await fixture.VisitAsync("/knowledge");
        await MakeAsync(person, "Garden");
        await ChooseAsync(person, ("Quinces.md", "Quinces ripen in October and keep until February."));
        await Visitor.ShouldSeeAsync(person.Page.Locator(".documents .badge.ready"));
        await person.Page.GotoAsync("/");
        await person.AskAsync("/search quinces ripen");
        await Assertions.Expect(person.Answers.Last).ToContainTextAsync("October");

        await using var other = await fixture.VisitAsync("/");
        await other.AskAsync("/search quinces ripen");
        await Visitor.ShouldSeeAsync(other.Answers.Last);
        await Assertions.Expect(other.Answers.Last).Not.ToContainTextAsync("October");
    }

    [Fact]
    public async Task A_browser_whose_collections_are_over_says_so_and_begins_anew()
    {
        await using var person = await fixture.VisitAsync("/");
        await person.Page.EvaluateAsync(
            "localStorage['vault.library'] = JSON.stringify({ id: 'a'.repeat(26), token: `ovs_${'a'.repeat(26)}_${'b'.repeat(26)}` })");
        await person.Page.GotoAsync("/knowledge");
        await Visitor.ShouldSeeAsync(person.Page.GetByText("The time of the collections in this browser is over."));
        await MakeAsync(person, "Anew");
    }

    [Fact]
    public async Task Nothing_in_a_note_becomes_more_than_text()
    {
        await using var person = await fixture.VisitAsync("/knowledge");
        await MakeAsync(person, "<img src=x onerror=alert(1)>");
        const string Hostile =
            "<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[[A|<b onclick=alert(1)>x</b>]] [js](javascript:alert(1)) "
            + "![](https://example.org/spy.png)\n\n"
            + "==[x](javascript:alert(2))==\n\n> [!note\" onload=alert(1)] <svg onload=alert(1)>\n> x\n";
        await ChooseAsync(person, ("A.md", Hostile), ("\u202etxt.dm.md", "x"));
        await person.Page.Locator(".documents a", new() { HasText = "A.md" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.Locator(".prose"));
        (await person.Page.EvaluateAsync<int>(
            "document.querySelectorAll('main :is(script, img, svg[onload], [onclick], [onerror], a[href^=javascript])').length"))
            .ShouldBe(0);
        person.Complaints.ShouldBeEmpty();
        person.Strangers.ShouldBeEmpty();
    }

    public void Dispose() => _folders.Delete(recursive: true);

    private static async Task MakeAsync(Visitor person, string name)
    {
        await person.Page.GetByLabel("Name of the collection").FillAsync(name);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "New collection" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true }));
    }

    private static Task ChooseAsync(Visitor person, params (string Name, string Text)[] files) =>
        person.Page.Locator("input[type=file]:not([webkitdirectory])").SetInputFilesAsync(files.Select(file => new FilePayload
        {
            Name = file.Name, MimeType = "application/octet-stream", Buffer = System.Text.Encoding.UTF8.GetBytes(file.Text),
        }));

    private async Task ChooseFolderAsync(Visitor person, params (string Path, string Text)[] files)
    {
        var folder = _folders.CreateSubdirectory(Guid.NewGuid().ToString("N"));
        foreach (var (path, text) in files)
        {
            var file = new FileInfo(Path.Combine(folder.FullName, path));
            file.Directory!.Create();
            await File.WriteAllTextAsync(file.FullName, text);
        }

        await person.Page.Locator("input[webkitdirectory]").SetInputFilesAsync(folder.FullName);
        await Visitor.ShouldSeeAsync(person.Page.GetByText(new Regex("^(Files taken: |What would change)")));
    }

    private static async Task AskAsync(Visitor person, string question)
    {
        await person.Page.GetByRole(AriaRole.Textbox, new() { Name = "Ask the notes" }).FillAsync(question);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Ask the notes" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.Locator(".answered"));
    }
}
