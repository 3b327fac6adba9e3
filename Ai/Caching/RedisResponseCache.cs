using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ObsidianVault.Ai.Caching;

/// <summary>Answers in Redis, shared by all processes. If Redis is unavailable or slow, the provider is called again.</summary>
internal sealed partial class RedisResponseCache(IOptions<RedisOptions> options, TimeProvider time, ILogger<RedisResponseCache> logger)
    : IResponseCache, IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);
    private readonly Lazy<Task<ConnectionMultiplexer>> _redis = new(() => ConnectAsync(options.Value));

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var redis = await _redis.Value.WaitAsync(s_patience, time, cancellationToken);
            return await redis.GetDatabase().StringGetAsync(Key(key)).WaitAsync(s_patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogAway(exception);
            return null;
        }
    }

    public async Task SetAsync(string key, byte[] response, TimeSpan lifetime)
    {
        try
        {
            var redis = await _redis.Value.WaitAsync(s_patience, time);
            await redis.GetDatabase().StringSetAsync(Key(key), response, lifetime).WaitAsync(s_patience, time);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogAway(exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis.IsValueCreated && _redis.Value.IsCompletedSuccessfully) await (await _redis.Value).DisposeAsync();
    }

    private string Key(string key) => $"{options.Value.KeyPrefix}ai:{key}";

    private static async Task<ConnectionMultiplexer> ConnectAsync(RedisOptions options)
    {
        var configuration = ConfigurationOptions.Parse(options.ConnectionString);
        // Connects once Redis is available; until then nothing is cached.
        configuration.AbortOnConnectFail = false;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        return await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Redis did not respond; continuing without the AI cache")]
    private partial void LogAway(Exception exception);
}
