using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ObsidianVault.Ai;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Cluster.Ai;

/// <summary>The AI service of one process, a front end or another silo. It shares only the cluster and Redis with others.</summary>
internal sealed class AiProcess : IAsyncDisposable
{
    private readonly IHost _host;

    private AiProcess(IHost host) => _host = host;

    public IAiService Ai => _host.Services.GetRequiredService<IAiService>();

    public AiHealth Health => _host.Services.GetRequiredService<AiHealth>();

    public AiTarget Target(string name) => _host.Services.GetRequiredService<AiTopology>().Targets[name];

    public static async Task<AiProcess> StartAsync(
        IReadOnlyList<ProviderStandIn> providers, IGrainFactory? grains, TimeProvider? time, params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
            Endpoints(providers).Concat(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))));
        if (grains is not null) builder.Services.AddSingleton(grains);
        builder.Services.AddSingleton<IAiBilling, NoBooks>();
        if (time is not null) builder.Services.AddSingleton(time);
        builder.AddVaultAi();
        var host = builder.Build();
        // The background services call the cluster.
        if (grains is not null) await host.StartAsync(TestContext.Current.CancellationToken);
        return new AiProcess(host);
    }

    /// <summary>Endpoints "a", "b" ..., each with a model "m", in this order.</summary>
    public static Dictionary<string, string?> Endpoints(IReadOnlyList<ProviderStandIn> providers)
    {
        var settings = new Dictionary<string, string?> { ["Ai:Routes:0:Class"] = "chat" };
        for (var i = 0; i < providers.Count; i++)
        {
            var name = ((char)('a' + i)).ToString();
            settings[$"Ai:Endpoints:{i}:Name"] = name;
            settings[$"Ai:Endpoints:{i}:BaseUrl"] = providers[i].BaseUrl + "/v1";
            settings[$"Ai:Models:{i}:Name"] = $"{name}/m";
            settings[$"Ai:Routes:0:Targets:{i}:Model"] = $"{name}/m";
        }

        return settings;
    }

    public Task<AiResponse> AskAsync(string text, string user = "ada", bool mayUseCache = false) => Ai.CompleteAsync(
        new AiCall
        {
            User = user,
            RequestId = GrainKeys.NewId(),
            Messages = [new ChatMessage(ChatRole.User, text)],
            MayUseCache = mayUseCache,
        },
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    /// <summary>Every call has a price; there are no budgets.</summary>
    private sealed class NoBooks : IAiBilling
    {
        public decimal Price(string provider, string model, AiUsage usage, int images = 0) =>
            ((usage.Input * 3) + (usage.Output * 15)) / 1_000_000m;

        public Task<AiHold> ReserveAsync(AiReservation reservation, CancellationToken cancellationToken) =>
            Task.FromResult(new AiHold(reservation.User, reservation.RequestId, reservation.Class, reservation.Channel, 0, default));

        public Task<IReadOnlyList<decimal>> SettleAsync(AiHold hold, IReadOnlyList<AiBill> bills) =>
            Task.FromResult<IReadOnlyList<decimal>>([.. bills.Select(bill => Price(bill.Provider, bill.Model, bill.Usage))]);

        public Task ReleaseAsync(AiHold hold) => Task.CompletedTask;
    }
}
