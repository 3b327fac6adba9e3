using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Renderer.Turns;

/// <summary>One render's place on this renderer, from before its job is leased until it is over. See <see cref="RenderTurns"/>.</summary>
internal sealed class RenderTurn(int place, Action<RenderTurn> end) : IDisposable
{
    private readonly TaskCompletionSource _steppedAside = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();

    /// <summary>The number of its sandbox, from 0.</summary>
    public int Place => place;

    /// <summary>Completes when the render has left its slot to the next job, and goes on beside it.</summary>
    public Task SteppedAside => _steppedAside.Task;

    public bool IsAside => _steppedAside.Task.IsCompleted;

    /// <summary>Whether the job was given back to the queue so that other people's jobs come first.</summary>
    public bool GaveWay { get; private set; }

    /// <summary>The job's lease, once there is one.</summary>
    public HeldLease? Held { get; private set; }

    /// <summary>Who the job belongs to; null until it is known.</summary>
    public string? Owner { get; private set; }

    /// <summary>When the job was leased: a timestamp of the turns' clock.</summary>
    public long LeasedAt { get; private set; }

    /// <summary>Cancelled when the render is over.</summary>
    public CancellationToken Over => _over.Token;

    public void Start(HeldLease held, string? owner, long now) => (Held, Owner, LeasedAt) = (held, owner, now);

    public void StepAside() => _steppedAside.TrySetResult();

    /// <summary>Ends the render; its job goes back to the queue.</summary>
    public async Task GiveWayAsync()
    {
        GaveWay = true;
        if (Held is { } held) await held.DropAsync();
    }

    public void Dispose()
    {
        if (_over.IsCancellationRequested) return;
        end(this);
        _over.Cancel();
        _over.Dispose();
    }
}
