namespace ObsidianVault.Ai.Contract;

/// <summary>
/// Billing for the AI service. The worst case is reserved before the first attempt, and again before each attempt that
/// follows a billed one. Every call ends with exactly one of <see cref="SettleAsync"/> and <see cref="ReleaseAsync"/>, even
/// if the caller disconnected. Cache hits and the offline catalogue involve no billing.
/// </summary>
public interface IAiBilling
{
    /// <summary>The cost of these tokens at today's prices, in US dollars. Fast: the router calls it for every call.</summary>
    decimal Price(string provider, string model, AiUsage usage, int images = 0);

    /// <summary>
    /// Reserves the cost of the most expensive candidate plus what was billed before. Repeating it for the same request raises
    /// the reservation; if that is refused, the reservation stays as it was.
    /// </summary>
    /// <exception cref="AiException"><see cref="AiCause.PolicyBudgetExceeded"/>: the budget does not cover it.</exception>
    Task<AiHold> ReserveAsync(AiReservation reservation, CancellationToken cancellationToken);

    /// <summary>
    /// Books every attempt that was billed and releases the rest of the hold. Each attempt is booked once for its
    /// <see cref="AiHold.RequestId"/> and <see cref="AiBill.Attempt"/>, however often it is settled.
    /// </summary>
    /// <returns>The cost of each bill, in the same order, in US dollars.</returns>
    Task<IReadOnlyList<decimal>> SettleAsync(AiHold hold, IReadOnlyList<AiBill> bills);

    /// <summary>Releases the whole hold: no attempt was billed.</summary>
    Task ReleaseAsync(AiHold hold);
}

/// <param name="Class">The request class, see <see cref="AiClass"/>.</param>
/// <param name="Candidates">The models that may answer, each with its worst case.</param>
/// <param name="Deadline">The longest the call may take: the hold must outlive it.</param>
public sealed record AiReservation(
    string User, string RequestId, string Class, string? Channel, IReadOnlyList<AiCandidate> Candidates, TimeSpan Deadline)
{
    /// <summary>The call's attempts that were billed already.</summary>
    public IReadOnlyList<AiBill> Billed { get; init; } = [];
}

/// <param name="WorstCase">The estimated input, with the output limit as output.</param>
/// <param name="Images">The number of pictures in the request.</param>
public sealed record AiCandidate(string Provider, string Model, AiUsage WorstCase, int Images = 0);

/// <param name="Amount">The reserved amount, in US dollars.</param>
/// <param name="At">The time of the reservation, whose prices apply.</param>
public sealed record AiHold(string User, string RequestId, string Class, string? Channel, decimal Amount, DateTimeOffset At);

/// <summary>One attempt that a provider charges for.</summary>
/// <param name="Attempt">From 1, in the order of the attempts.</param>
/// <param name="Kind">Text or vectors, which have different prices.</param>
/// <param name="Images">The number of pictures in the request.</param>
public sealed record AiBill(int Attempt, string Provider, string Model, AiUsage Usage, AiBillKind Kind, AiOutcome Outcome, int Images = 0);

public enum AiBillKind
{
    Chat,
    Embedding,
}

/// <summary>How a billed attempt ended.</summary>
public enum AiOutcome
{
    /// <summary>It produced the answer.</summary>
    Completed,

    /// <summary>Part of its answer was delivered; then it failed or the caller disconnected.</summary>
    Partial,

    /// <summary>Its answer was discarded: it failed the checks or came too late.</summary>
    Discarded,
}
