using Microsoft.Extensions.Logging;

namespace ObsidianVault.Ai.Caching;

/// <summary>Answers in Redis, shared by all processes. If Redis is unavailable or slow, the provider is called again.</summary>
internal sealed partial class RedisResponseCache(RedisConnection redis, TimeProvider time, ILogger<RedisResponseCache> logger)
    : IResponseCache
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var database = await redis.GetAsync(s_patience, time, cancellationToken);
            return await database.StringGetAsync(Key(key)).WaitAsync(s_patience, time, cancellationToken);
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
            var database = await redis.GetAsync(s_patience, time);
            await database.StringSetAsync(Key(key), response, lifetime).WaitAsync(s_patience, time);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogAway(exception);
        }
    }

    private string Key(string key) => $"{redis.KeyPrefix}ai:{key}";

    [LoggerMessage(Level = LogLevel.Debug, Message = "Redis did not respond; continuing without the AI cache")]
    private partial void LogAway(Exception exception);
}
