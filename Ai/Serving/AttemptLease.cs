using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Serving;

/// <summary>The right to call one target once: a slot in its queue, and its probe if it is half-open.</summary>
internal sealed class AttemptLease(AiTarget target, FairQueue queue, AiHealth health) : IDisposable
{
    private int _disposed;

    public AiTarget Target => target;

    /// <summary>The subject that this attempt probes; null if none, or once it has been reported.</summary>
    public string? Probe { get; set; }

    /// <summary>When it was taken although the target is cooling down, because there is no alternative; otherwise null.</summary>
    public DateTimeOffset? Alone { get; init; }

    public void Succeeded()
    {
        if (Alone is { } asked) health.Heal(target, asked);
        else health.Succeeded(target, Probe);
        Probe = null;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        queue.Exit();
        health.Abandoned(Probe);
    }
}
