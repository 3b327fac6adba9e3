using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ObsidianVault.Hosting.Clustering;

/// <summary>A port that nobody listens on, below those that the system gives to outgoing connections, which would take it again.</summary>
internal static class FreePort
{
    private static readonly ConcurrentDictionary<int, bool> s_given = new();

    /// <summary>Never the same one twice: who asked for it may listen on it only later.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                if (s_given.TryAdd(port, true)) return port;
            }
            catch (SocketException)
            {
                // Taken: the next.
            }
        }
    }
}
