using System.Net.Sockets;
using System.Text;

namespace ObsidianVault.Functional.Gateway;

/// <summary>Sends bytes as they are, which no HTTP library would.</summary>
internal static class RawClient
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<NetworkStream> ConnectAsync(Uri service)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(service.Host, service.Port, Cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Everything that is answered until the other side closes.</summary>
    /// <param name="request">In Latin 1, so that a character is a byte.</param>
    public static async Task<string> SendAsync(Uri service, string request)
    {
        await using var stream = await ConnectAsync(service);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Cancel);
        return await ReadAsync(stream);
    }

    public static async Task<string> ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            return await reader.ReadToEndAsync(Cancel);
        }
        catch (IOException)
        {
            // Closed without a word.
            return "";
        }
    }
}
