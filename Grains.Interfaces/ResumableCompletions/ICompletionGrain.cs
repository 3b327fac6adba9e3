using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Grains.Interfaces.ResumableCompletions;

/// <summary>
/// One chat completion that outlives its connection: it runs here and is kept for some minutes, so that any front end can
/// resume it and the same Idempotency-Key gets the same answer.
/// Key: <see cref="GrainKeys.Completion"/>.
/// </summary>
[Alias("vault.IAnswerGrain")]
public interface ICompletionGrain : IGrainWithStringKey
{
    /// <summary>Starts the answer, once. False if it was started with a different order.</summary>
    [Alias("Start")]
    Task<bool> StartAsync(CompletionOrder order);

    /// <summary>
    /// The events after <paramref name="after"/>; waits for one, at most as long as given. Null if this user has no such
    /// answer, or no longer has it.
    /// </summary>
    [Alias("Read")]
    Task<CompletionPage?> ReadAsync(string user, long after, TimeSpan wait);
}

/// <param name="Body">The request as received, in the OpenAI protocol.</param>
[GenerateSerializer, Immutable, Alias("vault.AnswerOrder")]
public sealed record CompletionOrder(
    [property: Id(0)] string User,
    [property: Id(1)] string RequestId,
    [property: Id(2)] byte[] Body,
    [property: Id(3)] bool MayUseCache);

/// <param name="Events">
/// The events, each with its line feeds, in order; the first one follows the number asked for. A non-streamed answer is one event.
/// </param>
/// <param name="Ended">Whether these are the last events.</param>
/// <param name="Fault">Why there is no answer; in that case nothing was delivered.</param>
/// <param name="Head">Which provider and model answer; null until that is known.</param>
[GenerateSerializer, Immutable, Alias("vault.AnswerPage")]
public sealed record CompletionPage(
    [property: Id(0)] ImmutableArray<byte[]> Events,
    [property: Id(1)] bool Ended,
    [property: Id(2)] CompletionFault? Fault,
    [property: Id(3)] CompletionHead? Head);

[GenerateSerializer, Immutable, Alias("vault.AnswerHead")]
public sealed record CompletionHead(
    [property: Id(0)] string Provider,
    [property: Id(1)] string Model,
    [property: Id(2)] bool Cached,
    [property: Id(3)] decimal Cost,
    [property: Id(4)] int Attempts,
    [property: Id(5)] BudgetDecision? Budget);

/// <summary>An error in OpenAI's format.</summary>
[GenerateSerializer, Immutable, Alias("vault.AnswerFault")]
public sealed record CompletionFault(
    [property: Id(0)] int Status,
    [property: Id(1)] string Type,
    [property: Id(2)] string Code,
    [property: Id(3)] string Message,
    [property: Id(4)] string? Param,
    [property: Id(5)] TimeSpan? RetryAfter,
    [property: Id(6)] bool MayRetry,
    [property: Id(7)] BudgetDecision? Budget);
