using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;

namespace ObsidianVault.Api.Jobs;

/// <summary>Bounds the event streams that are open at once: in all, and of one session.</summary>
internal sealed class Watchers(IOptions<GatewayOptions> options)
{
    private readonly ConcurrentDictionary<string, int> _bySession = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>A place, given back when it is disposed of; null where all are taken.</summary>
    public IDisposable? Enter(string sessionId)
    {
        if (Interlocked.Increment(ref _all) > options.Value.MaxWatchers)
        {
            Interlocked.Decrement(ref _all);
            return null;
        }

        var place = new Place(this, sessionId);
        if (_bySession.AddOrUpdate(sessionId, 1, static (_, count) => count + 1) <= options.Value.MaxWatchersPerSession) return place;
        place.Dispose();
        return null;
    }

    private void Leave(string sessionId)
    {
        Interlocked.Decrement(ref _all);
        if (_bySession.AddOrUpdate(sessionId, 0, static (_, count) => count - 1) == 0)
            _bySession.TryRemove(KeyValuePair.Create(sessionId, 0));
    }

    private sealed class Place(Watchers watchers, string sessionId) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) watchers.Leave(sessionId);
        }
    }
}
