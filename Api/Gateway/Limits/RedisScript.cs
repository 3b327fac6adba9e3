using StackExchange.Redis;

namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>
/// The same counting as <see cref="MemoryLimits"/>, as one script that runs whole or not at all, by the clock of Redis. All keys have
/// one hash tag, so that a Redis Cluster takes them too.
/// </summary>
internal static class RedisScript
{
    /// <summary>How long a place among the requests that run at once is kept without a sign of life, in milliseconds.</summary>
    public const int PlaceLifetime = 60_000;

    private const int KeysPerSubject = 3;

    /// <summary>
    /// Keys: for each subject its minute, its hour and its places. Arguments: the place's id, its lifetime, and for each subject its three
    /// limits. Answers: the subject that refuses (0 is none), the limit that does, the wait, and what is left of the first subject.
    /// </summary>
    public const string Text =
        """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local windows = { 60000, 3600000 }
        local refused, kind, wait = 0, 0, 0
        local left = {}
        local function state(key, limit, window)
          local step = window / 6
          local current = math.floor(now / step)
          local sum, oldest = 0, nil
          local all = redis.call('HGETALL', key)
          for i = 1, #all, 2 do
            local at = tonumber(all[i])
            if at < current - 6 then
              redis.call('HDEL', key, all[i])
            else
              sum = sum + tonumber(all[i + 1])
              if not oldest or at < oldest then oldest = at end
            end
          end
          return sum, oldest and (oldest + 7) * step - now or window
        end
        for subject = 1, #KEYS / 3 do
          local key, arg = 3 * (subject - 1), 3 * subject
          for w = 2, 1, -1 do
            local limit = tonumber(ARGV[arg + w - 1])
            local sum, free = state(KEYS[key + w], limit, windows[w])
            if subject == 1 then left[w] = { math.max(limit - sum, 0), free } end
            if refused == 0 and limit > 0 and sum >= limit then refused, kind, wait = subject, w, free end
          end
          local atonce = tonumber(ARGV[arg + 2])
          if atonce > 0 then
            redis.call('ZREMRANGEBYSCORE', KEYS[key + 3], '-inf', now)
            if refused == 0 and redis.call('ZCARD', KEYS[key + 3]) >= atonce then refused, kind, wait = subject, 3, 1000 end
          end
        end
        if refused == 0 then
          for subject = 1, #KEYS / 3 do
            local key, arg = 3 * (subject - 1), 3 * subject
            for w = 1, 2 do
              redis.call('HINCRBY', KEYS[key + w], math.floor(now * 6 / windows[w]), 1)
              redis.call('PEXPIRE', KEYS[key + w], windows[w] * 7 / 6)
            end
            if tonumber(ARGV[arg + 2]) > 0 then
              redis.call('ZADD', KEYS[key + 3], now + ARGV[2], ARGV[1])
              redis.call('PEXPIRE', KEYS[key + 3], ARGV[2])
            end
          end
          for w = 1, 2 do left[w][1] = math.max(left[w][1] - 1, 0) end
        end
        return { refused, kind, math.ceil(wait), left[1][1], math.ceil(left[1][2]), left[2][1], math.ceil(left[2][2]) }
        """;

    /// <summary>Keeps places alive. Keys: the places' sets. Arguments: the place's id and its lifetime.</summary>
    public const string Renew =
        """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        for i = 1, #KEYS do
          redis.call('ZADD', KEYS[i], now + ARGV[2], ARGV[1])
          redis.call('PEXPIRE', KEYS[i], ARGV[2])
        end
        """;

    public static RedisKey[] Keys(string prefix, LimitSubject first, LimitSubject second)
    {
        var keys = new RedisKey[second.Id is null ? KeysPerSubject : 2 * KeysPerSubject];
        Write(keys, 0, prefix, first);
        if (second.Id is not null) Write(keys, KeysPerSubject, prefix, second);
        return keys;
    }

    private static void Write(RedisKey[] keys, int at, string prefix, LimitSubject subject)
    {
        var name = $"{prefix}{{limits}}:{(int)subject.Class}:{(subject.IsAddress ? "a" : "p")}:{subject.Id}:";
        (keys[at], keys[at + 1], keys[at + 2]) = (name + "m", name + "h", name + "n");
    }
}
