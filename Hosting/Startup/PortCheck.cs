using System.Net.Sockets;

namespace ObsidianVault.Hosting.Startup;

/// <summary>Refuses to start on a port that another process listens on; later, that would fill pages of log.</summary>
internal sealed class PortCheck(IEnumerable<ListeningPort> ports, IConfiguration configuration) : IStartupCheck
{
    public Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var port in HttpPorts.Of(configuration).Concat(ports).Where(IsTaken))
        {
            throw new StartupRefusedException(
                $"Port {port.Number} is already in use by another process. Stop that process, or choose another port with {port.Setting}.");
        }

        return Task.CompletedTask;
    }

    private static bool IsTaken(ListeningPort port)
    {
        try
        {
            using var listener = new TcpListener(port.Address, port.Number);
            listener.Start();
            return false;
        }
        catch (SocketException error)
        {
            // Any other fault, such as an address that is not this machine's, is left to the listener.
            return error.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
