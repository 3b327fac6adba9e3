using System.Collections.Concurrent;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>
/// Ends requests that are open, such as streams, within a second after what they were let in with has ended: a key, or the account of
/// somebody who signed in or came with a token.
/// </summary>
internal sealed class OpenRequests : IAsyncDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(500);
    private readonly ApiKeys _keys;
    private readonly KnownAccounts _accounts;
    private readonly ConcurrentDictionary<HttpContext, object> _open = new();
    private readonly ITimer _timer;
    private int _isChecking;

    public OpenRequests(ApiKeys keys, KnownAccounts accounts, TimeProvider time)
    {
        (_keys, _accounts) = (keys, accounts);
        _timer = time.CreateTimer(static self => _ = ((OpenRequests)self!).CheckAsync(), this, s_period, s_period);
    }

    /// <summary>Ends the request when its credential ends. Disposed of when the request is over.</summary>
    /// <param name="credential">An <see cref="ApiKey"/> or a <see cref="SignedIn"/>.</param>
    public IDisposable Watch(HttpContext http, object credential)
    {
        _open[http] = credential;
        return new Watching(this, http);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private async Task CheckAsync()
    {
        if (_open.IsEmpty || Interlocked.Exchange(ref _isChecking, 1) != 0) return;
        try
        {
            foreach (var requests in _open.ToArray().GroupBy(pair => pair.Value, pair => pair.Key))
            {
                if (await IsValidAsync(requests.Key)) continue;
                foreach (var http in requests)
                {
                    // Not one that has ended meanwhile, whose object may serve the connection's next request.
                    if (_open.TryGetValue(http, out var still) && still.Equals(requests.Key)) http.Abort();
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

    private async ValueTask<bool> IsValidAsync(object credential) => credential switch
    {
        ApiKey key => _keys.Remembered(key) is not null || await _keys.FindAsync(key) is not null,
        SignedIn signedIn => await _accounts.GetAsync(signedIn.AccountId) is { IsDisabled: false } state
            && signedIn.Since >= state.ValidFrom.ToUnixTimeMilliseconds(),
        _ => true,
    };

    private sealed class Watching(OpenRequests requests, HttpContext http) : IDisposable
    {
        public void Dispose() => requests._open.TryRemove(http, out _);
    }
}

/// <summary>The account that a request was let in for, without a key.</summary>
/// <param name="Since">When its person signed in, in milliseconds since 1970; the greatest number for a token.</param>
internal sealed record SignedIn(string AccountId, long Since);
