using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Serving;

/// <summary>The right to ask one target once: a place in its queue, and its probe where it is half open.</summary>
internal sealed class AttemptLease(AiTarget target, FairQueue queue, AiHealth health) : IDisposable
{
    private int _disposed;

    public AiTarget Target => target;

    /// <summary>What this attempt probes; null where nothing, or once it is reported.</summary>
    public string? Probe { get; set; }

    public void Succeeded()
    {
        health.Succeeded(target, Probe);
        Probe = null;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        queue.Exit();
        health.Abandoned(Probe);
    }
}
