using System.Collections.Concurrent;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>A recording ledger. An input token costs 1 cent, an output token 2.</summary>
internal sealed class RecordingBilling : IAiBilling
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>In US dollars; a reservation that exceeds it is refused.</summary>
    public decimal Budget { get; set; } = 1_000_000m;

    /// <summary>Runs before a reservation is granted; an exception refuses it.</summary>
    public Func<AiReservation, Task> Reserving { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<AiReservation> Reserved { get; } = new();

    /// <summary>Reservations of calls that already had one.</summary>
    public ConcurrentQueue<AiReservation> Raised { get; } = new();

    public ConcurrentQueue<(AiHold Hold, IReadOnlyList<AiBill> Bills)> Settled { get; } = new();

    public ConcurrentQueue<AiHold> Released { get; } = new();

    /// <summary>Reservations that are neither settled nor released.</summary>
    public int Open => Reserved.Count - Settled.Count - Released.Count;

    /// <summary>Every booked attempt.</summary>
    public IReadOnlyList<AiBill> Bills => [.. Settled.SelectMany(s => s.Bills)];

    /// <summary>Completes when the first call has ended.</summary>
    public Task FirstEnd => _first.Task;

    public decimal Price(string provider, string model, AiUsage usage, int images = 0) => (usage.Input * 0.01m) + (usage.Output * 0.02m);

    public async Task<AiHold> ReserveAsync(AiReservation reservation, CancellationToken cancellationToken)
    {
        await Reserving(reservation);
        var amount = reservation.Candidates.Max(c => Price(c.Provider, c.Model, c.WorstCase))
            + reservation.Billed.Sum(b => Price(b.Provider, b.Model, b.Usage));
        if (amount > Budget) throw new AiException(AiCause.PolicyBudgetExceeded, "The budget does not hold this.");
        (reservation.Billed.Count == 0 ? Reserved : Raised).Enqueue(reservation);
        return new AiHold(reservation.User, reservation.RequestId, reservation.Class, reservation.Channel, amount, default);
    }

    public Task<IReadOnlyList<decimal>> SettleAsync(AiHold hold, IReadOnlyList<AiBill> bills)
    {
        bills.ShouldNotBeEmpty();
        Settled.Enqueue((hold, [.. bills]));
        _first.TrySetResult();
        return Task.FromResult<IReadOnlyList<decimal>>([.. bills.Select(b => Price(b.Provider, b.Model, b.Usage))]);
    }

    public Task ReleaseAsync(AiHold hold)
    {
        Released.Enqueue(hold);
        _first.TrySetResult();
        return Task.CompletedTask;
    }
}
