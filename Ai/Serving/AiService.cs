using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Caching;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Telemetry;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Serving;

/// <summary>Joins equal calls, consults the cache, and leaves the rest to <see cref="CompletionRun"/>.</summary>
internal sealed partial class AiService(
    AiTopology topology, CompletionRun run, EmbeddingRun embedding, CachePolicy policy, IResponseCache cache, AiTelemetry telemetry,
    TimeProvider time, ILogger<AiService> logger) : IAiService
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, SharedCompletion> _underWay = new(StringComparer.Ordinal);

    public IReadOnlyList<AiModelInfo> Models { get; } =
    [
        .. topology.Routes.Values.Where(r => r.Entries.Count > 0).Select(r => topology.Reach(r).ToList()).Zip(
            topology.Routes.Values.Where(r => r.Entries.Count > 0), (reach, route) => new AiModelInfo(
                route.Class,
                "",
                IsClass: true,
                reach.Max(t => t.Model.ContextWindow),
                reach.Exists(t => t.Model.Vision),
                reach.TrueForAll(t => t.Model.Embeds))),
        .. topology.Targets.Values.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t =>
            new AiModelInfo(t.Name, t.Provider.Name, IsClass: false, t.Model.ContextWindow, t.Model.Vision, t.Model.Embeds)),
    ];

    public async Task<AiResponse> CompleteAsync(AiCall call, CancellationToken cancellationToken)
    {
        CallCheck.Check(call);
        var (completion, joined) = Join(call, streamed: false);
        using var deadline = Deadline(call, joined, streamed: false, cancellationToken, out var either);
        using (either)
        {
            try
            {
                return Own(await completion.WaitAsync(either.Token), joined);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new AiException(AiCause.OwnDeadline, "The AI did not answer in time.");
            }
            catch (AiException exception) when (joined && ConcernsOneUser(exception))
            {
                // The failure concerned the other user's budget.
                return await CompleteAsync(call with { MayUseCache = false }, cancellationToken);
            }
        }
    }

    public async IAsyncEnumerable<AiChunk> StreamAsync(AiCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CallCheck.Check(call);
        var (completion, joined) = Join(call, streamed: true);
        using var deadline = Deadline(call, joined, streamed: true, cancellationToken, out var either);
        using (either)
        {
            await using var chunks = completion.ReadAsync(either.Token).GetAsyncEnumerator(CancellationToken.None);
            var any = false;
            while (true)
            {
                try
                {
                    if (!await chunks.MoveNextAsync()) yield break;
                }
                catch (AiException exception) when (joined && !any && ConcernsOneUser(exception))
                {
                    break;
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    throw new AiException(AiCause.OwnDeadline, "The AI did not answer in time.") { OutputCommitted = any };
                }

                any = true;
                var chunk = chunks.Current;
                yield return joined
                    ? chunk with { IsCached = true, Completed = chunk.Completed is { } completed ? Own(completed, joined) : null }
                    : chunk;
            }
        }

        // The failure concerned the other user's budget.
        await foreach (var chunk in StreamAsync(call with { MayUseCache = false }, cancellationToken)) yield return chunk;
    }

    public Task<AiEmbeddings> EmbedAsync(AiEmbedCall call, CancellationToken cancellationToken)
    {
        CallCheck.Check(call);
        return Task.Run(() => embedding.RunAsync(call, cancellationToken), cancellationToken);
    }

    public string? FindEmbeddingModel(string name) => embedding.FindModel(name);

    /// <summary>The answer that is already in progress, or a new one.</summary>
    private (SharedCompletion Answer, bool Joined) Join(AiCall call, bool streamed)
    {
        var lifetime = policy.Lifetime(call);
        var key = lifetime > TimeSpan.Zero ? CacheKey.Of(call, policy.IsShared(call), run.MaxOutput(call)) : null;
        var flight = key is null ? null : streamed ? "s" + key : "c" + key;
        while (flight is not null && _underWay.TryGetValue(flight, out var running))
        {
            if (running.TryJoin())
            {
                telemetry.Cache(run.KnownClass(call), "joined");
                return (running, true);
            }

            _underWay.TryRemove(new(flight, running));
        }

        var completion = new SharedCompletion();
        completion.TryJoin();
        if (flight is not null && !_underWay.TryAdd(flight, completion)) return Join(call, streamed);
        // Off the grain's scheduler: only the result returns to it.
        _ = Task.Run(() => RunAsync(call, key, flight, lifetime, streamed, completion), CancellationToken.None);
        return (completion, false);
    }

    private async Task RunAsync(
        AiCall call, string? key, string? flight, TimeSpan lifetime, bool streamed, SharedCompletion completion)
    {
        var @class = run.KnownClass(call);
        try
        {
            if (key is not null && await cache.GetAsync(key, completion.Abandoned) is { } stored && CachedResponse.Read(stored) is { } hit)
            {
                telemetry.Cache(@class, "hit");
                telemetry.Called(@class, null);
                if (streamed) Replay(hit, completion);
                completion.End(hit);
            }
            else
            {
                if (key is not null) telemetry.Cache(@class, "miss");
                var (response, isSound) = await run.RunAsync(call, streamed, completion);
                if (key is not null && isSound && CachedResponse.Write(response) is { } bytes) await cache.SetAsync(key, bytes, lifetime);
                telemetry.Called(@class, null);
                completion.End(response);
            }
        }
        catch (Exception exception)
        {
            var isExpected = exception is AiException or OperationCanceledException or NoTopicException;
            telemetry.Called(@class, exception switch
            {
                AiException { Cause: var cause } => cause,
                OperationCanceledException => AiCause.CallerCancelled,
                _ => AiCause.OwnError,
            });
            if (!isExpected || exception is AiException { Cause: AiCause.OwnError }) LogFailed(exception, call.RequestId);
            completion.Fail(isExpected
                ? exception
                : new AiException(AiCause.OwnError, "The AI service failed.", exception) { OutputCommitted = completion.HasOutput });
        }
        finally
        {
            if (flight is not null) _underWay.TryRemove(new(flight, completion));
            completion.Dispose();
        }
    }

    private static void Replay(AiResponse hit, SharedCompletion completion)
    {
        var pieces = CachedResponse.Pieces(hit).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            var (update, isLast) = (pieces[i], i == pieces.Count - 1);
            completion.Append(sequence => new AiChunk
            {
                Sequence = sequence,
                Update = update,
                Provider = hit.Provider,
                Model = hit.Model,
                IsCached = true,
                Completed = isLast ? hit : null,
            });
        }
    }

    /// <summary>
    /// The run enforces its own deadline; a caller who joined later has a different one. The grace period is for billing.
    /// </summary>
    private CancellationTokenSource Deadline(
        AiCall call, bool joined, bool streamed, CancellationToken cancellationToken, out CancellationTokenSource either)
    {
        var deadline = new CancellationTokenSource(run.LastDeadline(call, streamed) + (joined ? TimeSpan.Zero : s_grace), time);
        either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        return deadline;
    }

    /// <summary>A caller who joined used and paid nothing.</summary>
    private static AiResponse Own(AiResponse response, bool joined) =>
        joined ? response with { IsCached = true, Usage = AiUsage.None, Cost = 0, Attempts = 0 } : response;

    private static bool ConcernsOneUser(AiException exception) => exception.Cause is AiCause.PolicyBudgetExceeded;

    [LoggerMessage(Level = LogLevel.Error, Message = "AI call {RequestId} failed because of an internal error")]
    private partial void LogFailed(Exception exception, string requestId);
}
