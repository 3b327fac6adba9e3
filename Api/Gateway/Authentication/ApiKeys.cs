using System.Collections.Concurrent;
using System.Collections.Immutable;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>
/// Knows which keys are valid, and forgets it within a second, so that a key that is revoked is refused everywhere. Requests that are
/// open, such as streams, are ended when their key is.
/// </summary>
internal sealed class ApiKeys : IAsyncDisposable
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMilliseconds(500);
    private readonly IClusterClient _grains;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<ApiKey, Known> _known = new();
    private readonly ConcurrentDictionary<HttpContext, ApiKey> _open = new();
    private readonly ITimer _timer;
    private int _isChecking;

    public ApiKeys(IClusterClient grains, TimeProvider time)
    {
        (_grains, _time) = (grains, time);
        _timer = time.CreateTimer(static self => _ = ((ApiKeys)self!).CheckOpenAsync(), this, s_lifetime, s_lifetime);
    }

    /// <summary>What the key may be used for, where it was valid half a second ago at most; null where that is not known.</summary>
    public ImmutableArray<string>? Remembered(ApiKey key) =>
        _known.TryGetValue(key, out var known) && _time.GetElapsedTime(known.Since) < s_lifetime ? known.Scopes : null;

    /// <summary>Asks the account. Null if the key is not valid.</summary>
    public async ValueTask<ImmutableArray<string>?> FindAsync(ApiKey key)
    {
        var since = _time.GetTimestamp();
        var found = await _grains.GetGrain<IAccountGrain>(GrainKeys.Account(key.AccountId)).UseKeyAsync(key.KeyId, key.Hash);
        if (found is null)
        {
            _known.TryRemove(key, out _);
            return null;
        }

        if (_known.Count >= Capacity) _known.Clear();
        _known[key] = new Known(found.Scopes, since);
        return found.Scopes;
    }

    /// <summary>Ends the request when its key ends. Disposed of when the request is over.</summary>
    public IDisposable Watch(HttpContext http, ApiKey key)
    {
        _open[http] = key;
        return new Watching(this, http);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private async Task CheckOpenAsync()
    {
        if (_open.IsEmpty || Interlocked.Exchange(ref _isChecking, 1) != 0) return;
        try
        {
            foreach (var requests in _open.ToArray().GroupBy(pair => pair.Value, pair => pair.Key))
            {
                if (Remembered(requests.Key) is not null || await FindAsync(requests.Key) is not null) continue;
                foreach (var http in requests)
                {
                    // Not one that has ended meanwhile, whose object may serve the connection's next request.
                    if (_open.TryGetValue(http, out var still) && still == requests.Key) http.Abort();
                }
            }
        }
        catch (Exception exception) when (ClusterFaults.Explains(exception))
        {
            // The next round asks again. A cluster that is away answers nobody.
        }
        finally
        {
            Volatile.Write(ref _isChecking, 0);
        }
    }

    private sealed record Known(ImmutableArray<string> Scopes, long Since);

    private sealed class Watching(ApiKeys keys, HttpContext http) : IDisposable
    {
        public void Dispose() => keys._open.TryRemove(http, out _);
    }
}
