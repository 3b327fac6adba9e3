using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>The AI service as a process composes it, with stand-ins for the providers and a recording ledger.</summary>
internal sealed class AiHost : IAsyncDisposable
{
    private readonly IHost _host;

    private AiHost(IHost host, RecordingBilling billing, IReadOnlyList<ProviderStandIn> providers)
    {
        (_host, Billing, Providers) = (host, billing, providers);
        Ai = host.Services.GetRequiredService<IAiService>();
    }

    public IAiService Ai { get; }

    public RecordingBilling Billing { get; }

    public IReadOnlyList<ProviderStandIn> Providers { get; }

    public ProviderStandIn A => Providers[0];

    public ProviderStandIn B => Providers[1];

    public IServiceProvider Services => _host.Services;

    /// <summary>Endpoints "a", "b" ... each with a model "m", in this order in the classes chat and code.</summary>
    public static async Task<AiHost> StartAsync(int count, params (string Name, string Value)[] settings)
    {
        var providers = new List<ProviderStandIn>();
        for (var i = 0; i < count; i++) providers.Add(await ProviderStandIn.StartNewAsync());
        return Start(providers, time: null, settings);
    }

    public static AiHost Start(IReadOnlyList<ProviderStandIn> providers, TimeProvider? time, params (string Name, string Value)[] settings)
    {
        var configuration = new Dictionary<string, string?>();
        for (var i = 0; i < providers.Count; i++)
        {
            var name = ((char)('a' + i)).ToString();
            configuration[$"Ai:Endpoints:{i}:Name"] = name;
            configuration[$"Ai:Endpoints:{i}:BaseUrl"] = providers[i].BaseUrl + "/v1";
            configuration[$"Ai:Endpoints:{i}:ApiKey"] = $"key-{name}";
            configuration[$"Ai:Models:{i}:Name"] = $"{name}/m";
            configuration[$"Ai:Models:{i}:Vision"] = "true";
            configuration[$"Ai:Routes:0:Targets:{i}:Model"] = $"{name}/m";
        }

        if (providers.Count > 0) configuration["Ai:Routes:0:Class"] = "chat";
        // Off, except in the tests of the cache.
        configuration["AiCache:Enabled"] = "false";
        foreach (var (name, value) in settings) configuration[name] = value;
        var billing = new RecordingBilling();
        var host = Build(configuration, services =>
        {
            services.AddSingleton<IAiBilling>(billing);
            if (time is not null) services.AddSingleton(time);
        });
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        return new AiHost(host, billing, providers);
    }

    /// <summary>What is wrong with the settings.</summary>
    public static string FaultsOf(params (string Name, string Value)[] settings)
    {
        using var host = Build(settings.ToDictionary(s => s.Name, s => (string?)s.Value), _ => { });
        return Should.Throw<OptionsValidationException>(() => host.Services.GetRequiredService<IStartupValidator>().Validate()).Message;
    }

    public Task<AiResponse> AskAsync(string text = "Hello", CancellationToken? cancellation = null) =>
        Ai.CompleteAsync(Call(text), cancellation ?? TestContext.Current.CancellationToken);

    public static AiCall Call(string text = "Hello", string user = "ada", ChatOptions? options = null) => new()
    {
        User = user,
        RequestId = GrainKeys.NewId(),
        Messages = [new ChatMessage(ChatRole.User, text)],
        Options = options,
    };

    public async Task<AiException> FailsAsync(AiCall? call = null) =>
        await Should.ThrowAsync<AiException>(() => Ai.CompleteAsync(call ?? Call(), TestContext.Current.CancellationToken));

    /// <summary>Reads a stream to its end.</summary>
    public async Task<Streamed> StreamAsync(AiCall? call = null)
    {
        var chunks = new List<AiChunk>();
        try
        {
            await foreach (var chunk in Ai.StreamAsync(call ?? Call(), TestContext.Current.CancellationToken)) chunks.Add(chunk);
            return new Streamed(chunks, null);
        }
        catch (AiException exception)
        {
            return new Streamed(chunks, exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        foreach (var provider in Providers) await provider.DisposeAsync();
    }

    private static IHost Build(Dictionary<string, string?> configuration, Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(configuration);
        configure(builder.Services);
        builder.AddVaultAi();
        return builder.Build();
    }
}

/// <param name="Error">The error, if it did not end with an answer.</param>
internal sealed record Streamed(IReadOnlyList<AiChunk> Chunks, AiException? Error)
{
    public string Text => string.Concat(Chunks.Select(c => c.Update.Text));

    public AiResponse? Completed => (Chunks.Count == 0 ? null : Chunks[^1].Completed);
}
