using System.Diagnostics;
using System.Net.Sockets;

namespace ObsidianVault.Cluster.Storage;

/// <summary>Waits for a condition that nothing signals.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until the started server accepts connections on its loopback port.</summary>
    public static Task ListensAsync(Process server, int port, string name) => AssertAsync(async () =>
    {
        if (server.HasExited) throw new InvalidOperationException($"{name} did not start.");
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }, $"{name} answers");

    public static async Task AssertAsync(Func<Task<bool>> condition, string what)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition())
        {
            if (timeout.IsCancellationRequested) throw new TimeoutException($"Did not happen in {Patience.TotalSeconds:0} s: {what}.");
            await poll.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
