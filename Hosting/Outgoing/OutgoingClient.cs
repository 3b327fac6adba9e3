using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Callbacks;
using ObsidianVault.Grains.Interfaces.Outgoing;

namespace ObsidianVault.Hosting.Outgoing;

/// <summary>
/// Posts to addresses that people chose. The check is where the connection is made, on the address that is then used: a name that is
/// resolved once for the check and once for the connection can lead to two places.
/// </summary>
internal sealed class OutgoingClient : IOutgoingRequests, IDisposable
{
    private static readonly TimeSpan s_connectTime = TimeSpan.FromSeconds(5);
    private readonly IReadOnlyCollection<IPNetwork> _allowed;
    private readonly TimeSpan _timeout;
    private readonly HttpClient _http;

    public OutgoingClient(IOptions<CallbackOptions> options)
    {
        _allowed = options.Value.Networks();
        _timeout = options.Value.Timeout;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            ConnectTimeout = s_connectTime,
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would resolve the name itself.
            UseProxy = false,
            // The trace is ours.
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            MaxConnectionsPerServer = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<OutgoingResult> PostAsync(
        Uri address, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (PublicAddresses.FaultOf(address.OriginalString, _allowed) is { } fault) return new OutgoingResult(null, fault);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("ObsidianVault", "1"));
            foreach (var (name, value) in headers) request.Headers.Add(name, value);
            // Nobody reads the answer's body, however long it is.
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            var status = (int)answer.StatusCode;
            return new OutgoingResult(status, answer.IsSuccessStatusCode ? null
                : status is >= 300 and < 400 ? $"It answered {status}; redirects are not followed." : $"It answered {status}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new OutgoingResult(null, $"It did not answer within {_timeout.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException error) when (error.GetBaseException() is NotPublicException refused)
        {
            return new OutgoingResult(null, refused.Message);
        }
        catch (HttpRequestException error)
        {
            return new OutgoingResult(null, $"It could not be reached: {error.HttpRequestError}.");
        }
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        // All of them: who gives a public and a private address for one name wants us to try both.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, MayBeReached)) throw new NotPublicException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool MayBeReached(IPAddress address) => PublicAddresses.IsPublic(address) || PublicAddresses.IsAllowed(address, _allowed);

    private sealed class NotPublicException() : IOException("It leads to an address that is not on the public internet.");
}
