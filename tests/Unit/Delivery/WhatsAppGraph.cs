using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ObsidianVault.Channels.WhatsApp;
using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Fakes.WhatsApp;

namespace ObsidianVault.Unit.Delivery;

/// <summary>The Graph client and the server that it talks to.</summary>
internal sealed class WhatsAppGraph : IAsyncDisposable
{
    public const string Number = "106540352242922";

    private readonly ServiceProvider _services;

    private WhatsAppGraph(GraphStandIn server)
    {
        Server = server;
        _services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        Client = new GraphClient(
            _services.GetRequiredService<IHttpClientFactory>(),
            Options.Create(new WhatsAppOptions { GraphBaseUrl = server.BaseUrl, AccessToken = "not-a-real-token" }),
            TimeProvider.System);
    }

    public GraphStandIn Server { get; }

    public GraphClient Client { get; }

    public static async Task<WhatsAppGraph> StartAsync() => new(await GraphStandIn.StartNewAsync());

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
