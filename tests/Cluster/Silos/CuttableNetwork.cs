using System.Net;
using Microsoft.AspNetCore.Connections;

namespace ObsidianVault.Cluster.Silos;

/// <summary>The outgoing connections of a silo, until it is killed.</summary>
internal sealed class CuttableConnections(IConnectionFactory inner, CrashGate gate) : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        gate.Pass();
        return gate.Track(await inner.ConnectAsync(endpoint, cancellationToken));
    }
}

/// <summary>The incoming connections of a silo, until it is killed.</summary>
internal sealed class CuttableListeners(IConnectionListenerFactory inner, CrashGate gate) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await inner.BindAsync(endpoint, cancellationToken), gate);

    private sealed class Listener(IConnectionListener inner, CrashGate gate) : IConnectionListener
    {
        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            await inner.AcceptAsync(cancellationToken) is { } connection ? gate.Track(connection) : null;

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
