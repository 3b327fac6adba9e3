using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.OpenAi.Responses;

/// <summary>Runs one response and writes it.</summary>
public static class ResponseRun
{
    /// <summary>
    /// Streams the answer into the writer, except for its last event. A failure before anything was written is thrown.
    /// </summary>
    /// <param name="patience">After how long without a first chunk the response begins all the same, so that its reader sees life.</param>
    /// <param name="written">Called whenever there are new events.</param>
    public static async Task StreamAsync(
        IAiService ai, AiCall call, ResponseWriter writer, TimeSpan patience, TimeProvider time, Action<AiChunk> first,
        Func<ValueTask> written, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ai);
        ArgumentNullException.ThrowIfNull(writer);
        await using var chunks = ai.StreamAsync(call, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = chunks.MoveNextAsync().AsTask();
        if (!next.IsCompleted)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var sooner = await Task.WhenAny(next, Task.Delay(patience, time, over.Token)).ConfigureAwait(false);
            if (sooner != next && !cancellationToken.IsCancellationRequested)
            {
                writer.Begin();
                await written().ConfigureAwait(false);
            }

            await over.CancelAsync().ConfigureAwait(false);
        }

        var isFirst = true;
        while (await next.ConfigureAwait(false))
        {
            if (isFirst) first(chunks.Current);
            isFirst = false;
            writer.Write(chunks.Current);
            var isLast = chunks.Current.Completed is not null;
            await written().ConfigureAwait(false);
            if (isLast) return;
            next = chunks.MoveNextAsync().AsTask();
        }

        throw new AiException(AiCause.ProviderStreamCut, "The answer broke off.") { OutputCommitted = true };
    }
}
