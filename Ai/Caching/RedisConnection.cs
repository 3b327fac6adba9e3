using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ObsidianVault.Ai.Caching;

/// <summary>
/// The connection of this process to Redis, made at the first use and shared by all that use Redis. It connects again by itself.
/// While Redis is away, a command fails at once; nobody waits in a queue.
/// </summary>
public sealed class RedisConnection(IOptions<RedisOptions> options) : IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>> _redis = new(() => ConnectAsync(options.Value));

    /// <summary>Whether <c>Redis:ConnectionString</c> is set.</summary>
    public bool IsConfigured => options.Value.ConnectionString.Length > 0;

    /// <summary>The prefix of every key.</summary>
    public string KeyPrefix => options.Value.KeyPrefix;

    /// <summary>The database, once a first attempt to connect has ended.</summary>
    public async ValueTask<IDatabase> GetAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var connecting = _redis.Value;
        return (connecting.IsCompletedSuccessfully ? connecting.Result
            : await connecting.WaitAsync(patience, time, cancellationToken)).GetDatabase();
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis.IsValueCreated && _redis.Value.IsCompletedSuccessfully) await (await _redis.Value).DisposeAsync();
    }

    private static async Task<ConnectionMultiplexer> ConnectAsync(RedisOptions options)
    {
        var configuration = ConfigurationOptions.Parse(options.ConnectionString);
        configuration.AbortOnConnectFail = false;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        return await ConnectionMultiplexer.ConnectAsync(configuration);
    }
}
