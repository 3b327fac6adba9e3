using System.Collections.Concurrent;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Outages;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Cluster.Outages;

/// <summary>
/// A vault of several silos of which parts fail at the worst moment. What counts is what people were sent and what was stored.
/// </summary>
public abstract class OutageTest(VaultStorage storage) : IAsyncLifetime
{
    protected static readonly ChannelAddress Alice = new(ChannelNames.Telegram, "bot", "42");
    protected static readonly ChannelAddress Phone = new(ChannelNames.WhatsApp, "111", "16505551234");

    /// <summary>Seconds, for a machine that has nothing else to do.</summary>
    protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private int _next;

    protected TestVault Vault { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What Telegram took, in order.</summary>
    protected ConcurrentQueue<OutboundMessage> Taken { get; } = new();

    public virtual async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>((await storage.NewAsync()).Concat(Settings));
        Vault = await TestVault.StartAsync(new TestVaultOptions(settings)
        {
            GeneralSilos = 3,
            RendererSilos = Renderers,
        });
        Vault.Telegram.AfterTaking = Take;
    }

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual int Renderers => 0;

    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    protected Task Take(OutboundMessage message, CancellationToken cancellationToken)
    {
        Taken.Enqueue(message);
        return Task.CompletedTask;
    }

    protected InboundMessage Message(string text, ChannelAddress? from = null) =>
        new() { Id = $"{Interlocked.Increment(ref _next)}", From = from ?? Alice, At = Vault.Clock.GetUtcNow(), Text = text };

    /// <summary>As a webhook does it, and once more until it is acknowledged, as a channel does.</summary>
    protected Task ReceiveAsync(params ChannelEvent[] events) =>
        Eventually.AssertAsync(() => TryReceiveAsync(events), "the messages are acknowledged");

    protected Task<bool> TryReceiveAsync(params ChannelEvent[] events) =>
        TestRouter.Of(Vault.Grains).StoreAsync(events);

    protected async Task<ISessionGrain> SessionOfAsync(ChannelAddress address) => Vault.Grains.GetGrain<ISessionGrain>(
        GrainKeys.Session(await Vault.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(address)).ResolveAsync()));

    /// <summary>Time passes, and all that is due is woken.</summary>
    protected async Task PassAsync(TimeSpan time)
    {
        Vault.Clock.Advance(time);
        await Eventually.AssertAsync(async () =>
        {
            try
            {
                await Vault.SweepAsync();
                return true;
            }
            // A silo that stops gives up the sweep that it is at.
            catch (Exception fault) when (Outage.Explains(fault)
                || (fault is OperationCanceledException && !Cancel.IsCancellationRequested))
            {
                return false;
            }
        }, "the buckets are swept");
    }

    protected static Task UntilAsync(Func<bool> condition, string what) => Eventually.AssertAsync(() => Task.FromResult(condition()), what);

    /// <summary>Asks until the cluster answers, as every caller in the house does.</summary>
    protected static Task UntilAsync(Func<Task<bool>> condition, string what) => Eventually.AssertAsync(async () =>
    {
        try
        {
            return await condition().WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        }
        catch (Exception fault) when (Outage.Explains(fault))
        {
            return false;
        }
    }, what);

    protected Task AnsweredAsync(string question) =>
        UntilAsync(() => Taken.Any(m => m.Text == $"answer to {question}"), $"'{question}' is answered");
}
