using ObsidianVault.Api.Webhooks;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>A conversation on real storage, from the stored event to the sent message.</summary>
public abstract class ConversationTest(VaultStorage storage) : IAsyncLifetime
{
    protected static readonly ChannelAddress Alice = new(ChannelNames.Telegram, "bot", "42");
    protected static readonly ChannelAddress Phone = new(ChannelNames.WhatsApp, "111", "16505551234");
    protected static readonly ChannelAddress UserId = new(ChannelNames.WhatsApp, "111", "US.123");
    private int _next;

    protected VaultSilo Vault { get; set; } = null!;

    private SessionRouter Router => TestRouter.Of(Vault.Grains);

    public async ValueTask InitializeAsync() => Vault = await VaultSilo.StartAsync(await storage.NewAsync());

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected DateTimeOffset Now => Vault.Clock.GetUtcNow();

    protected InboundMessage Message(string text, ChannelAddress? from = null) =>
        new() { Id = $"{Interlocked.Increment(ref _next)}", From = from ?? Alice, At = Now, Text = text };

    protected InboundMessage Picture(string album, string? caption) =>
        Message(caption ?? "") with { Text = caption, AlbumId = album, Kind = MessageKinds.Image };

    protected DeliveryReceipt Receipt(DeliveryStatus status, string channelMessageId, string? outboxId) => new()
    {
        Id = $"{Interlocked.Increment(ref _next)}",
        From = Phone,
        At = Now,
        ChannelMessageId = channelMessageId,
        OutboxId = outboxId,
        Status = status,
    };

    protected async Task StoreAsync(params ChannelEvent[] events) => (await Router.StoreAsync(events)).ShouldBeTrue();

    protected static Task<string?> SayAsync(ISessionGrain session, string text, string key) =>
        session.SayAsync(new OutboundMessage { Id = "", To = Alice, Text = text }, toLast: true, key);

    protected Task<string> SessionIdOfAsync(ChannelAddress address) =>
        Vault.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(address)).ResolveAsync();

    protected async Task<ISessionGrain> SessionOfAsync(ChannelAddress address) =>
        Vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(await SessionIdOfAsync(address)));
}
