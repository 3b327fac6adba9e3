using System.Net;
using System.Net.Sockets;

namespace ObsidianVault;

/// <summary>A port that nobody listens on, below those that the system gives to outgoing connections, which would take it again.</summary>
internal static class FreePort
{
    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(10_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: the next.
            }
        }
    }
}
