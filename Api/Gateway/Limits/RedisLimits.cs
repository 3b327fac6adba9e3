using System.Collections.Concurrent;
using ObsidianVault.Ai.Caching;
using ObsidianVault.Grains.Interfaces;
using StackExchange.Redis;

namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>
/// Counts in Redis, over all front ends. While Redis does not answer, each front end counts its own requests in memory, and asks
/// Redis again every second.
/// </summary>
internal sealed partial class RedisLimits : ILimitStore, IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_renewal = TimeSpan.FromMilliseconds(RedisScript.PlaceLifetime / 3.0);

    private readonly RedisConnection _redis;
    private readonly MemoryLimits _memory;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisLimits> _logger;
    private readonly ConcurrentDictionary<Place, byte> _places = new();
    private readonly ITimer _timer;
    private long _awayUntil = long.MinValue;
    private int _isAway;

    public RedisLimits(RedisConnection redis, MemoryLimits memory, TimeProvider time, ILogger<RedisLimits> logger)
    {
        (_redis, _memory, _time, _logger) = (redis, memory, time, logger);
        _timer = time.CreateTimer(static self => _ = ((RedisLimits)self!).RenewAsync(), this, s_renewal, s_renewal);
    }

    public async ValueTask<LimitVerdict> TakeAsync(LimitSubject first, ClassLimit limit, LimitSubject second, ClassLimit secondLimit)
    {
        if (_time.GetTimestamp() >= Volatile.Read(ref _awayUntil))
        {
            try
            {
                var verdict = await AskAsync(first, limit, second, secondLimit);
                if (Volatile.Read(ref _isAway) != 0 && Interlocked.Exchange(ref _isAway, 0) != 0) LogBack();
                return verdict;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                Volatile.Write(ref _awayUntil, _time.GetTimestamp() + (long)(s_pause.TotalSeconds * _time.TimestampFrequency));
                if (Interlocked.Exchange(ref _isAway, 1) == 0) LogAway(exception.Message);
            }
        }

        return await _memory.TakeAsync(first, limit, second, secondLimit);
    }

    private async Task<LimitVerdict> AskAsync(LimitSubject first, ClassLimit limit, LimitSubject second, ClassLimit secondLimit)
    {
        var database = await _redis.GetAsync(s_patience, _time);
        var keys = RedisScript.Keys(_redis.KeyPrefix, first, second);
        var id = GrainKeys.NewId();
        RedisValue[] arguments = second.Id is null
            ? [id, RedisScript.PlaceLifetime, limit.PerMinute, limit.PerHour, limit.AtOnce]
            : [id, RedisScript.PlaceLifetime, limit.PerMinute, limit.PerHour, limit.AtOnce,
                secondLimit.PerMinute, secondLimit.PerHour, secondLimit.AtOnce];
        var asked = database.ScriptEvaluateAsync(RedisScript.Text, keys, arguments);
        var answer = (long[])(await asked.WaitAsync(s_patience, _time))!;
        LimitKind? refused = answer[0] == 0 ? null : (LimitKind)(answer[1] - 1);
        Place? place = null;
        if (refused is null)
        {
            var held = new List<RedisKey>(2);
            if (limit.AtOnce > 0) held.Add(keys[2]);
            if (second.Id is not null && secondLimit.AtOnce > 0) held.Add(keys[5]);
            if (held.Count > 0) _places[place = new Place(this, database, id, [.. held], _time.GetTimestamp())] = 0;
        }

        return new LimitVerdict(
            refused, answer[0] == 2 || (answer[0] == 1 && first.IsAddress), TimeSpan.FromMilliseconds(answer[2]),
            new WindowState((int)answer[3], TimeSpan.FromMilliseconds(answer[4])),
            new WindowState((int)answer[5], TimeSpan.FromMilliseconds(answer[6])), place);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    /// <summary>What runs for long, such as a stream, keeps its place.</summary>
    private async Task RenewAsync()
    {
        try
        {
            foreach (var (place, _) in _places)
            {
                if (_time.GetElapsedTime(place.Since) >= s_renewal)
                    await place.Database.ScriptEvaluateAsync(RedisScript.Renew, place.Keys, [place.Id, RedisScript.PlaceLifetime]);
            }
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // The next round tries again. Until then the count may be too low, never too high.
        }
    }

    private sealed class Place(RedisLimits limits, IDatabase database, string id, RedisKey[] keys, long since) : IDisposable
    {
        public IDatabase Database => database;

        public string Id => id;

        public RedisKey[] Keys => keys;

        public long Since => since;

        public void Dispose()
        {
            if (!limits._places.TryRemove(this, out _)) return;
            foreach (var key in keys) database.SortedSetRemove(key, id, CommandFlags.FireAndForget);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "Redis does not answer ({Reason}). Until it does, each front end counts requests for its limits by itself")]
    private partial void LogAway(string reason);

    [LoggerMessage(LogLevel.Information, "Redis answers again; requests are counted over all front ends")]
    private partial void LogBack();
}
