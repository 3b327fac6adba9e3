using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Browser;

/// <summary>Long chats, and many of them.</summary>
public sealed class ManyMessagesTests(BrowserFixture fixture)
{
    private const int Count = 60;

    [Fact]
    public async Task A_long_chat_is_read_in_pages_and_only_what_is_seen_is_drawn()
    {
        fixture.Provider.Reply = r => new ProviderReply { Text = $"Answer to {r.Body["messages"]!.AsArray()[^1]!["content"]}." };
        await using var person = await fixture.VisitAsync();
        await person.AskAsync("Question 0");
        await Assertions.Expect(person.Answers).ToHaveTextAsync(["Answer to Question 0."]);
        await WriteMoreAsync(person);
        await Visitor.ShouldSeeAsync(person.Page.GetByText($"Answer to Question {Count}."));
        await person.Page.ReloadAsync();
        await Visitor.ShouldSeeAsync(person.Page.GetByText($"Answer to Question {Count}."));
        (await person.Page.Locator("article").CountAsync()).ShouldBeLessThan(Count);

        await person.Page.Locator(".messages").HoverAsync();
        var first = person.Page.Locator(".bubble", new() { HasTextRegex = new("^Question 0$") });
        for (var i = 0; i < 200 && !await first.IsVisibleAsync(); i++) await person.Page.Mouse.WheelAsync(0, -1500);
        await Visitor.ShouldSeeAsync(first);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "To the newest message" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.GetByText($"Answer to Question {Count}."));
        person.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Chats_are_exported_and_deleted()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "Kept." };
        await using var person = await fixture.VisitAsync();
        await person.AskAsync("Keep this");
        await Assertions.Expect(person.Answers).ToHaveTextAsync(["Kept."]);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Actions for “Keep this”" }).ClickAsync();
        var file = await person.Page.RunAndWaitForDownloadAsync(
            () => person.Page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync());
        var text = await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        JsonSerializer.Deserialize<JsonElement>(text).GetProperty("chats")[0].GetProperty("messages").EnumerateArray()
            .Select(m => m.GetProperty("text").GetString()).ShouldBe(["Keep this", "Kept."]);
        // The key to a chat is no part of what one may hand on.
        text.ShouldNotContain("ovs_");

        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Actions for “Keep this”" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Visitor.ShouldSeeAsync(person.Page.GetByText("Your chats appear here."));
    }

    /// <summary>Writes as another tab of the person's would.</summary>
    private async Task WriteMoreAsync(Visitor person)
    {
        var token = await person.Page.EvaluateAsync<string>("JSON.parse(localStorage['vault.conversations'])[0].token");
        using var http = new HttpClient { BaseAddress = fixture.Service.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        for (var n = 1; n <= Count; n++)
        {
            using var response = await http.PostAsJsonAsync(
                $"/api/v1/sessions/{token.Split('_')[1]}/messages", new { text = $"Question {n}" }, TestContext.Current.CancellationToken);
            response.IsSuccessStatusCode.ShouldBeTrue();
        }
    }
}
