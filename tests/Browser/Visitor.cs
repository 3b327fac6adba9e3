using System.Collections.Concurrent;
using Microsoft.Playwright;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Browser;

/// <summary>One person at the page. What the browser complained of is kept: a test that ends must have heard no complaint.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visitor(IBrowserContext context, IPage page) => (Context, Page) = (context, page);

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public ILocator Box => Page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });

    public ILocator Answers => Page.Locator(".message.ours:not(.draft) .prose");

    public ILocator Draft => Page.Locator(".message.draft .prose");

    /// <summary>Errors in the page, and what its policy forbade. What a test expects is no complaint.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    /// <summary>Requests that left for anywhere but the service.</summary>
    public ConcurrentQueue<string> Strangers { get; } = new();

    public static async Task<Visitor> StartAsync(IBrowserContext context, string path)
    {
        var visitor = new Visitor(context, await context.NewPageAsync());
        visitor.Page.PageError += (_, error) => visitor._complaints.Enqueue(error);
        visitor.Page.Console += (_, message) =>
        {
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                visitor._complaints.Enqueue(message.Text);
        };
        visitor.Page.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme is "http" or "https" && url.Host != "127.0.0.1") visitor.Strangers.Enqueue(request.Url);
        };
        await visitor.Page.GotoAsync(path);
        return visitor;
    }

    public async Task ChooseAsync(string mode) =>
        await Page.GetByRole(AriaRole.Radio, new() { Name = mode, Exact = true }).CheckAsync();

    public async Task AskAsync(string text)
    {
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
    }

    public static async Task ShouldSeeAsync(ILocator locator) => await Assertions.Expect(locator).ToBeVisibleAsync();

    /// <summary>Waits until an expression of the page is true. The page's own policy forbids Playwright's way to wait for one.</summary>
    public Task UntilAsync(string expression) =>
        VaultService.UntilAsync(() => Page.EvaluateAsync<bool>(expression), expression);

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
