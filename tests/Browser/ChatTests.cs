using Microsoft.Playwright;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Browser;

/// <summary>A chat in a browser: asked, streamed, stopped, and gone on with after whatever happens to its connection.</summary>
public sealed class ChatTests(BrowserFixture fixture)
{
    private const string Words = "one two three four five six seven eight nine ten";

    private const string Rich = "# Roots\n\nThe roots of $x^2=1$ are \\(\\pm 1\\).\n\n$$\\int_0^1 x\\,dx = \\frac12$$\n\n"
        + "```python\nprint('roots')\n```\n\n| n | n² |\n|---|---|\n| 1 | 1 |\n| 2 | 4 |\n";

    [Fact]
    public async Task An_answer_has_formulas_code_and_tables()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = Rich };
        await using var person = await fixture.VisitAsync();
        await person.AskAsync("Which roots?");
        var answer = person.Answers.First;
        await Visitor.ShouldSeeAsync(answer.GetByRole(AriaRole.Heading, new() { Name = "Roots" }));
        await Assertions.Expect(answer.Locator(".katex")).ToHaveCountAsync(3);
        await Visitor.ShouldSeeAsync(answer.Locator(".katex-display"));
        await Visitor.ShouldSeeAsync(answer.Locator("pre .hljs-built_in"));
        await Assertions.Expect(answer.Locator("td")).ToHaveTextAsync(["1", "1", "2", "4"]);
        // The chat is named by what was asked, and the completed answer is announced once.
        await Visitor.ShouldSeeAsync(person.Page.GetByRole(AriaRole.Link, new() { Name = "Which roots?" }));
        await Assertions.Expect(person.Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("The answer is complete.");
        person.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reload_in_the_middle_goes_on_where_it_was()
    {
        var gate = Hold();
        await using var person = await fixture.VisitAsync();
        await person.AskAsync("Count");
        await Assertions.Expect(person.Draft).ToHaveTextAsync("one two three");
        await person.Page.ReloadAsync();
        await Assertions.Expect(person.Draft).ToHaveTextAsync("one two three");
        gate.SetResult();
        await Assertions.Expect(person.Answers).ToHaveTextAsync([Words]);
        await person.Page.ReloadAsync();
        await Assertions.Expect(person.Answers).ToHaveTextAsync([Words]);
        person.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_connection_is_said_and_goes_on()
    {
        var gate = Hold();
        await using var person = await fixture.VisitAsync();
        await person.AskAsync("Count");
        await Assertions.Expect(person.Draft).ToHaveTextAsync("one two three");
        await person.Context.SetOfflineAsync(true);
        await Visitor.ShouldSeeAsync(person.Page.GetByText("You are offline."));
        // What is written meanwhile is kept, and sent later.
        await person.AskAsync("And then?");
        gate.SetResult();
        await person.Context.SetOfflineAsync(false);
        await Assertions.Expect(person.Answers).ToHaveTextAsync([Words, Words]);
        await Assertions.Expect(person.Page.Locator(".message.mine .bubble")).ToHaveTextAsync(["Count", "And then?"]);
    }

    [Fact]
    public async Task A_killed_server_loses_and_doubles_nothing()
    {
        var gate = Hold();
        await using var person = await fixture.VisitAsync();
        await person.AskAsync("Count");
        await Assertions.Expect(person.Draft).ToHaveTextAsync("one two three");
        await fixture.Service.KillAsync();
        await Visitor.ShouldSeeAsync(person.Page.GetByText("The connection was lost."));
        gate.SetResult();
        await fixture.Service.StartAsync();
        await Assertions.Expect(person.Answers).ToHaveTextAsync([Words], new() { Timeout = 60_000 });
        await person.AskAsync("Again");
        await Assertions.Expect(person.Answers).ToHaveTextAsync([Words, Words]);
        await person.Page.ReloadAsync();
        await Assertions.Expect(person.Answers).ToHaveTextAsync([Words, Words]);
    }

    [Fact]
    public async Task Stop_keeps_what_came()
    {
        var gate = Hold();
        await using var person = await fixture.VisitAsync();
        await person.AskAsync("Count");
        await Assertions.Expect(person.Draft).ToHaveTextAsync("one two three");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(person.Answers).ToHaveTextAsync(["one two three"]);
        gate.SetResult();
    }

    [Fact]
    public async Task Two_people_see_nothing_of_each_other()
    {
        fixture.Provider.Reply = r => new ProviderReply { Text = $"This is for {r.Body["messages"]!.AsArray()[^1]!["content"]}." };
        await using var ada = await fixture.VisitAsync();
        await using var bob = await fixture.VisitAsync();
        await ada.AskAsync("Ada");
        await bob.AskAsync("Bob");
        await Assertions.Expect(ada.Answers).ToHaveTextAsync(["This is for Ada."]);
        await Assertions.Expect(bob.Answers).ToHaveTextAsync(["This is for Bob."]);
        await bob.Page.GotoAsync(ada.Page.Url);
        await Visitor.ShouldSeeAsync(bob.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new("not in this browser") }));
    }

    /// <summary>The next answer stops after three words until the gate is opened; later ones do not stop.</summary>
    private TaskCompletionSource Hold()
    {
        var gate = new TaskCompletionSource();
        fixture.Provider.Reply = _ => new ProviderReply { Text = Words, Hold = (3, gate.Task) };
        return gate;
    }
}
