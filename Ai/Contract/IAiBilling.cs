namespace ObsidianVault.Ai.Contract;

/// <summary>
/// The money of the AI service: the worst case is reserved before the first attempt and before each that follows one which
/// billed, and every call ends with exactly one of
/// <see cref="SettleAsync"/> and <see cref="ReleaseAsync"/>, also where the caller left. Nothing of it is called for cache
/// hits and for the offline catalogue.
/// </summary>
public interface IAiBilling
{
    /// <summary>What so many tokens cost with today's prices, in US dollars. Fast: the router asks it for every call.</summary>
    decimal Price(string provider, string model, AiUsage usage, int images = 0);

    /// <summary>
    /// Sets aside the most expensive of the candidates, and what was billed before. Again for the same request it raises
    /// what is set aside; where that is refused, what was set aside stays so.
    /// </summary>
    /// <exception cref="AiException"><see cref="AiCause.PolicyBudgetExceeded"/>: the budget does not hold it.</exception>
    Task<AiHold> ReserveAsync(AiReservation reservation, CancellationToken cancellationToken);

    /// <summary>
    /// Books every attempt that billed, and gives the rest of the hold back. Each attempt is booked once for its
    /// <see cref="AiHold.RequestId"/> and <see cref="AiBill.Attempt"/>, however often it is settled.
    /// </summary>
    /// <returns>What each bill cost, in the bills' order, in US dollars.</returns>
    Task<IReadOnlyList<decimal>> SettleAsync(AiHold hold, IReadOnlyList<AiBill> bills);

    /// <summary>Gives the whole hold back: no attempt billed.</summary>
    Task ReleaseAsync(AiHold hold);
}

/// <param name="Class">The request class, see <see cref="AiClass"/>.</param>
/// <param name="Candidates">Who may answer, and the most that it would use there.</param>
/// <param name="Deadline">How long the call may take at most: the hold must outlive it.</param>
public sealed record AiReservation(
    string User, string RequestId, string Class, string? Channel, IReadOnlyList<AiCandidate> Candidates, TimeSpan Deadline)
{
    /// <summary>The attempts of the call that billed already.</summary>
    public IReadOnlyList<AiBill> Billed { get; init; } = [];
}

/// <param name="WorstCase">The estimated input with the output limit as output.</param>
/// <param name="Images">How many pictures the request shows.</param>
public sealed record AiCandidate(string Provider, string Model, AiUsage WorstCase, int Images = 0);

/// <param name="Amount">What was set aside, in US dollars.</param>
/// <param name="At">When: prices are those of this moment.</param>
public sealed record AiHold(string User, string RequestId, string Class, string? Channel, decimal Amount, DateTimeOffset At);

/// <summary>One attempt that a provider charges for.</summary>
/// <param name="Attempt">From 1, in the order of asking.</param>
/// <param name="Kind">Text or vectors: their prices differ.</param>
/// <param name="Images">How many pictures the request showed.</param>
public sealed record AiBill(int Attempt, string Provider, string Model, AiUsage Usage, AiBillKind Kind, AiOutcome Outcome, int Images = 0);

public enum AiBillKind
{
    Chat,
    Embedding,
}

/// <summary>How an attempt that billed ended.</summary>
public enum AiOutcome
{
    /// <summary>Its answer was the answer.</summary>
    Completed,

    /// <summary>Part of its answer was delivered, then it failed or the caller left.</summary>
    Partial,

    /// <summary>Its answer was thrown away: it failed the checks, or came too late.</summary>
    Discarded,
}
