using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Writes;

namespace ObsidianVault.Grains.Writes;

/// <summary>Keeps what an <c>Idempotency-Key</c> stands for, for a day.</summary>
[GrainType("write")]
public sealed class WriteGrain(
    [PersistentState("http-write")] IPersistentState<WriteRecord> storage, IOptions<ExpiryOptions> expiry, TimeProvider time)
    : DurableGrain<WriteRecord>(storage), IWriteGrain
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a request may take. After it the front end is taken for dead, and the next request with the name carries the write out.
    /// </summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    public async Task<WriteStart> BeginAsync(string fingerprint)
    {
        var now = time.GetUtcNow();
        if (State.Fingerprint is { } taken && now < State.ExpiresAt)
        {
            if (taken != fingerprint) return new WriteStart(WriteOutcome.Conflict);
            if (State.Answer is { } answer) return new WriteStart(WriteOutcome.Done, Answer: answer);
            if (now < State.BegunAt + s_patience) return new WriteStart(WriteOutcome.InFlight);
        }

        var expiresAt = now + s_lifetime;
        // Before the state: a wake-up too many does nothing, one too few would leave the row for ever.
        await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), expiresAt, expiry.Value);
        var ticket = GrainKeys.NewId();
        await CommitAsync(new WriteRecord { Fingerprint = fingerprint, Ticket = ticket, BegunAt = now, ExpiresAt = expiresAt });
        return new WriteStart(WriteOutcome.Begun, ticket);
    }

    public Task EndAsync(string ticket, WriteAnswer? answer)
    {
        if (State.Ticket != ticket || State.Answer is not null) return Task.CompletedTask;
        return answer is null ? ClearAsync() : CommitAsync(State with { Answer = answer });
    }

    public async Task<DateTimeOffset?> OnDueAsync()
    {
        if (State.Fingerprint is null) return null;
        if (time.GetUtcNow() < State.ExpiresAt) return State.ExpiresAt;
        await ClearAsync();
        return null;
    }
}
