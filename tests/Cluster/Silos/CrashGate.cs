using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace ObsidianVault.Cluster.Silos;

/// <summary>
/// Separates a silo from everything outside it. Once the silo is killed, nothing that it still does takes effect and it
/// receives nothing, as if its process had ended, although its code still runs in this process.
/// </summary>
public sealed class CrashGate
{
    private readonly ConcurrentDictionary<ConnectionContext, bool> _connections = new();
    private volatile bool _dead;

    public bool IsDead => _dead;

    /// <summary>Cuts the silo off.</summary>
    public void Kill()
    {
        _dead = true;
        foreach (var connection in _connections.Keys) connection.Abort();
    }

    /// <exception cref="SiloKilledException">The silo is dead.</exception>
    public void Pass()
    {
        if (_dead) throw new SiloKilledException();
    }

    internal ConnectionContext Track(ConnectionContext connection)
    {
        _connections.TryAdd(connection, true);
        if (_dead) connection.Abort();
        return connection;
    }
}
