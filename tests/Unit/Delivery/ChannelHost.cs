using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ObsidianVault.Channels;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Unit.Delivery;

/// <summary>The channels as a host composes them, with the given settings.</summary>
internal sealed class ChannelHost : IDisposable
{
    private readonly IHost _host;

    private ChannelHost(IHost host) => _host = host;

    public MemoryObjectStore Objects => (MemoryObjectStore)_host.Services.GetRequiredService<IObjectStore>();

    /// <summary>Everything that was logged, exceptions included.</summary>
    public LogLines Log => _host.Services.GetRequiredService<LogLines>();

    public static ChannelHost Create(params (string Key, string Value)[] settings) => Create(TimeProvider.System, settings);

    public static ChannelHost Create(TimeProvider time, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<LogLines>();
        builder.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<LogLines>());
        builder.Services.AddSingleton<IObjectStore>(new MemoryObjectStore());
        builder.AddVaultChannels();
        return new ChannelHost(builder.Build());
    }

    public Task StartAsync() => _host.StartAsync(TestContext.Current.CancellationToken);

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public IChannelSender Sender(string channel) =>
        _host.Services.GetServices<IChannelSender>().Single(sender => sender.Channel == channel);

    public void Dispose() => _host.Dispose();
}
