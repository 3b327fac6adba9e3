using Microsoft.Playwright;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.Service;

[assembly: AssemblyFixture(typeof(ObsidianVault.Browser.BrowserFixture))]

namespace ObsidianVault.Browser;

/// <summary>The embedded service with its page, a stand-in for a provider of AI, and a headless browser.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    public const string OperatorKey = "a-key-of-more-than-24-characters";

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private ProviderStandIn? _provider;
    private VaultService? _service;
    private Exception? _fault;

    public IBrowser Browser => Started(_browser);

    public ProviderStandIn Provider => Started(_provider);

    public VaultService Service => Started(_service);

    public string Address => Service.Http.BaseAddress!.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync()
    {
        try
        {
            var (page, browser, _) = (BuiltPage.Folder, BuiltPage.Browser, ManimRoot.Path);
            _provider = await ProviderStandIn.StartNewAsync();
            _service = await VaultService.StartNewAsync(VaultService.Embedded, new Dictionary<string, string>
            {
                ["Page__Folder"] = page,
                ["Operator__Key"] = OperatorKey,
                ["Ai__Providers__OpenAi__ApiKey"] = "stand-in-key",
                ["Ai__Providers__OpenAi__BaseUrl"] = _provider.BaseUrl + "/v1",
            });
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = browser,
                // Its own sandbox does not start for root, who CI is; only our page is opened.
                Args = ["--no-sandbox"],
            });
        }
        catch (Exception fault)
        {
            // Each test says so: a fixture that throws would not be counted as skipped.
            _fault = fault;
        }
    }

    /// <summary>A person with a browser of their own.</summary>
    public async Task<Visitor> VisitAsync(string path = "/", Action<BrowserNewContextOptions>? options = null)
    {
        await ReviveAsync();
        var settings = new BrowserNewContextOptions
        {
            BaseURL = Address,
            Locale = "en-US",
            ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
            ReducedMotion = ReducedMotion.Reduce,
        };
        options?.Invoke(settings);
        var context = await Browser.NewContextAsync(settings);
        context.SetDefaultTimeout(30_000);
        return await Visitor.StartAsync(context, path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_service is not null) await _service.DisposeAsync();
        if (_provider is not null) await _provider.DisposeAsync();
    }

    /// <summary>
    /// Starts the service where a test killed it and failed before it started it again. Where it ended by itself, that
    /// fails one test, and the others have a service again.
    /// </summary>
    private async Task ReviveAsync()
    {
        var fault = Service.Ended.Count > 0 ? Service.FaultOf(Service.Ended[0]) : null;
        if (fault is not null) await Service.KillAsync();
        await Service.StartAsync();
        if (fault is not null) throw fault;
    }

    private T Started<T>(T? part)
    {
        // What is missing skips the test, or fails it where everything is required.
        _ = (BuiltPage.Folder, BuiltPage.Browser, ManimRoot.Path);
        return _fault is null ? part! : throw new InvalidOperationException("The service or the browser did not start.", _fault);
    }
}
