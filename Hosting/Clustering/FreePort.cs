using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ObsidianVault.Hosting.Clustering;

/// <summary>Finds a free port below the range that the system uses for outgoing connections, so that none of those takes it.</summary>
internal static class FreePort
{
    private static readonly ConcurrentDictionary<int, bool> s_given = new();

    /// <summary>Never returns the same port twice, because a caller may start listening later.</summary>
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
                // Taken: try the next one.
            }
        }
    }
}
