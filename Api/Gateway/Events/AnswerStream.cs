using System.Runtime.CompilerServices;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.Events;

/// <summary>
/// An answer as server-sent events while it is written: <c>delta</c> for each piece, and at last <c>done</c> or <c>error</c>.
/// </summary>
internal static class AnswerStream
{
    /// <summary>The first piece is awaited for a while, so that a failure before it has a status of its own.</summary>
    /// <param name="delta">What a piece adds; null for nothing.</param>
    /// <param name="done">The whole answer, which the last piece has; null for any other.</param>
    public static async Task<IResult> OpenAsync<T>(
        IAsyncEnumerable<T> answer, HttpContext http, BudgetWatch watch, TimeProvider time, TimeSpan heartbeat, Func<T, object?> delta,
        Func<T, object?> done)
    {
        var pieces = answer.GetAsyncEnumerator(http.RequestAborted);
        var first = pieces.MoveNextAsync().AsTask();
        try
        {
            await first.WaitAsync(heartbeat, time);
        }
        catch (TimeoutException) when (!first.IsCompleted)
        {
            // Its client sees comments from now on.
        }
        catch
        {
            await pieces.DisposeAsync();
            throw;
        }

        http.Response.SetBudget(watch.Decision);
        return new EventStream(cancellationToken => EventsAsync(first, pieces, delta, done, cancellationToken));
    }

    private static async IAsyncEnumerable<ServerEvent> EventsAsync<T>(
        Task<bool> next, IAsyncEnumerator<T> pieces, Func<T, object?> delta, Func<T, object?> done,
        [EnumeratorCancellation] CancellationToken left)
    {
        await using (pieces)
        {
            while (true)
            {
                var more = false;
                OpenAiError? error = null;
                try
                {
                    more = await next;
                }
                catch (Exception exception) when (!left.IsCancellationRequested && OpenAiShape.ErrorOf(exception, null) is { } fault)
                {
                    error = fault;
                }

                if (error is not null || !more)
                {
                    yield return new(
                        "error", new AnswerError(error?.Code ?? "provider_stream_cut", error?.Message ?? "The answer broke off."));
                    yield break;
                }

                var piece = pieces.Current;
                if (delta(piece) is { } added) yield return new("delta", added);
                if (done(piece) is { } whole)
                {
                    yield return new("done", whole);
                    yield break;
                }

                next = pieces.MoveNextAsync().AsTask();
            }
        }
    }
}

/// <summary>Why a stream ended before its answer did.</summary>
internal sealed record AnswerError(string Code, string Message);
