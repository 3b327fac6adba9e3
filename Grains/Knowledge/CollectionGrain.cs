using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Knowledge.Embeddings;
using ObsidianVault.Knowledge.Search.Grades;
using ObsidianVault.Knowledge.Storage;
using Orleans.Streams;

namespace ObsidianVault.Grains.Knowledge;

/// <summary>
/// One knowledge base. Its calls are short turns over the rows of the store. Between them a step reads a batch of documents that wait,
/// outside the turns; each batch is recorded before it begins and when it ends, so that a document that kills the process is found
/// out and refused, and the rest goes on.
/// </summary>
[GrainType("collection")]
internal sealed partial class CollectionGrain(
    [PersistentState("knowledge-collection")] IPersistentState<CollectionRecord> storage,
    IKnowledgeStore store,
    DocumentIndexing indexing,
    ICollectionQuality quality,
    IPassageEmbedder embedder,
    IOptions<KnowledgeOptions> limits,
    IOptions<ExpiryOptions> expiry,
    FinishingSteps finishing,
    IHostApplicationLifetime host,
    TimeProvider time,
    ILogger<CollectionGrain> logger) : DurableGrain<CollectionRecord>(storage), ICollectionGrain, IDisposable
{
    private const string Look = "look";
    private const string Read = "read";
    private const string Grade = "grade";
    private const string Embed = "embed";

    /// <summary>How long a turn waits for rows to be erased; the rest follows in steps.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private string _id = "";
    private ActivationSteps _steps = null!;
    private NextWake _wake = null!;
    private IAsyncStream<CollectionNews> _news = null!;
    private ImmutableArray<WaitingDocument> _batch = [];
    private bool _isIdle;

    /// <summary>Grows when documents arrive: what was looked up before that is out of date.</summary>
    private int _arrivals;
    private bool _isBroken;

    /// <summary>When to look for something to embed; null for not before it is wanted.</summary>
    private DateTimeOffset? _embedAt = DateTimeOffset.MinValue;

    /// <summary>How often embedding was wanted: what was looked up before that is out of date.</summary>
    private int _embedWanted;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = this.GetPrimaryKeyString()[GrainKeys.CollectionPrefix.Length..];
        Upgrade(State.Interrupted());
        _wake = new NextWake(GrainFactory, this.GetPrimaryKeyString(), expiry.Value, time);
        _news = this.GetStreamProvider(NewsStreams.Provider).GetStream<CollectionNews>(StreamId.Create(NewsStreams.Collections, _id));
        _steps = new ActivationSteps(this, GoOn, finishing, time, logger, host.ApplicationStopping);
        _steps.GoOn();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _steps.EndAsync(TimeSpan.Zero);
        // Nobody is to be suspected: the batch did not end because we do.
        if (!State.Batch.IsEmpty && !_isBroken) await CommitAsync(State with { Batch = [] });
    }

    public void Dispose() => _steps?.Dispose();

    protected override void OnCommitFailed()
    {
        _isBroken = true;
        _steps.Abort();
    }

    public async Task<CollectionAnswer> CreateAsync(Reader reader, NewCollection request)
    {
        if (State.IsErasing) return new CollectionAnswer(CollectionFault.Conflict);
        if (await store.FindCollectionAsync(_id, CancellationToken.None) is { } known)
        {
            var isSame = reader.People.Contains(known.Owner) && known.Name == request.Name && known.Visibility == request.Visibility;
            return isSame ? new CollectionAnswer(CollectionFault.None, known) : new CollectionAnswer(CollectionFault.Conflict);
        }

        var others = await store.ListCollectionsAsync(reader, CancellationToken.None);
        if (others.Count(other => reader.People.Contains(other.Owner)) >= limits.Value.MaxCollections)
            return new CollectionAnswer(CollectionFault.TooMany);
        var collection = new Collection(
            _id, request.Name, reader.Owner, request.Visibility, ImmutableDictionary<string, MemberRight>.Empty, 1, time.GetUtcNow());
        await store.SaveCollectionAsync(collection, CancellationToken.None);
        return new CollectionAnswer(CollectionFault.None, collection);
    }

    public async Task<CollectionAnswer> ChangeAsync(Reader reader, CollectionChange change)
    {
        var (fault, collection) = await FindAsync(reader);
        if (collection is null) return new CollectionAnswer(fault);
        if (!reader.People.Contains(collection.Owner)) return new CollectionAnswer(CollectionFault.NotAllowed);
        if (CollectionRules.Changed(collection, change) is not { } changed) return new CollectionAnswer(CollectionFault.TooMany);
        await store.SaveCollectionAsync(changed, CancellationToken.None);
        return new CollectionAnswer(CollectionFault.None, await store.FindCollectionAsync(_id, CancellationToken.None));
    }

    public async Task<ReceiveAnswer> ReceiveAsync(Reader reader, ImmutableArray<ArrivedDocument> arrived, ImmutableArray<string> gone)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(arrived.Length, ICollectionGrain.MaxReceived);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(gone.Length, ICollectionGrain.MaxReceived);
        var (fault, collection) = await FindAsync(reader);
        if (collection is null) return new ReceiveAnswer(fault, []);
        if (!collection.MayWrite(reader)) return new ReceiveAnswer(CollectionFault.NotAllowed, []);
        // An address owns what its chat brings, but the account that it belongs to has the budget.
        if (reader.Payer is { } payer && payer != State.Payer && reader.People.Contains(collection.Owner))
            await CommitAsync(State with { Payer = payer });

        var refusals = await RefusalsAsync(arrived);
        // First: whoever is told that a document is here is told that it will be read, which holds only if somebody wakes us.
        await _wake.ScheduleAsync(time.GetUtcNow() + expiry.Value.UnfinishedWork);
        var taken = arrived.Where((_, i) => refusals[i] is null).ToImmutableArray();
        var stored = new Queue<DocumentStatus>(await store.ReceiveAsync(_id, taken, gone, CancellationToken.None));
        (_isIdle, _arrivals) = (false, _arrivals + 1);
        WantEmbeddings();
        _steps.GoOn();
        return new ReceiveAnswer(CollectionFault.None,
        [
            .. arrived.Select((document, i) => refusals[i] is not { } reason ? stored.Dequeue() : new DocumentStatus(
                "", document.Path, document.Hash, document.Size, DocumentState.Refused, reason, 0, time.GetUtcNow(), null)),
        ]);
    }

    public async Task<bool> ClaimAsync(string name, string fingerprint)
    {
        if (State.Requests.FirstOrDefault(request => request.Name == name) is { } known) return known.Fingerprint == fingerprint;
        var requests = State.Requests.Add(new NamedRequest(name, fingerprint));
        if (requests.Length > CollectionRecord.MaxRequests) requests = requests.RemoveAt(0);
        await CommitAsync(State with { Requests = requests });
        return true;
    }

    public async Task<CollectionFault> GradeAsync(Reader reader, ImmutableArray<JudgedQuery> judged)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(judged.Length, ICollectionGrain.MaxReceived);
        var (fault, collection) = await FindAsync(reader);
        if (collection is null) return fault;
        if (!reader.People.Contains(collection.Owner)) return CollectionFault.NotAllowed;
        ImmutableArray<Judgement> judgements = [.. judged.Select(one => new Judgement(one.Query, one.DocumentId, one.IsRight))];
        if (!judgements.IsEmpty) await quality.JudgeAsync(_id, judgements, CancellationToken.None);
        await _wake.ScheduleAsync(time.GetUtcNow() + expiry.Value.UnfinishedWork);
        await CommitAsync(State with { GradesAsked = State.GradesAsked + 1 });
        _steps.GoOn();
        return CollectionFault.None;
    }

    public async Task<CollectionFault> EraseAsync(Reader reader)
    {
        var (fault, collection) = await FindAsync(reader);
        if (collection is null) return fault;
        if (!reader.People.Contains(collection.Owner)) return CollectionFault.NotAllowed;
        await _wake.ScheduleAsync(time.GetUtcNow() + expiry.Value.UnfinishedWork);
        await CommitAsync(State with { IsErasing = true });
        _steps.Cancel(Read);
        _steps.Cancel(Grade);
        _steps.Cancel(Embed);
        _isIdle = false;
        using var patience = new CancellationTokenSource(s_patience, time);
        try
        {
            await store.EraseCollectionAsync(_id, patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // It is hidden already; a step erases the rest.
        }

        _steps.GoOn();
        return CollectionFault.None;
    }

    public Task<DateTimeOffset?> OnDueAsync()
    {
        var isDone = _isIdle && State.GradesAsked == State.GradesDone && _embedAt is null;
        DateTimeOffset? next = isDone ? null : time.GetUtcNow() + expiry.Value.UnfinishedWork;
        _wake.Replace(next);
        _steps.GoOn();
        return Task.FromResult(next);
    }

    private async Task<(CollectionFault Fault, Collection? Collection)> FindAsync(Reader reader)
    {
        var collection = State.IsErasing ? null : await store.FindCollectionAsync(_id, CancellationToken.None);
        return collection?.MayRead(reader) == true ? (CollectionFault.None, collection) : (CollectionFault.Missing, null);
    }

    private async Task<ImmutableArray<string?>> RefusalsAsync(ImmutableArray<ArrivedDocument> arrived)
    {
        if (arrived.IsEmpty) return [];
        var counts = await store.CountAsync(_id, CancellationToken.None);
        // Only near the limit it matters which paths are new.
        var known = counts.Documents + arrived.Length <= limits.Value.MaxDocuments
            ? null
            : await store.ReadManifestAsync(_id, CancellationToken.None);
        return CollectionRules.Refusals(arrived, counts, path => known?.ContainsKey(path) == true, limits.Value);
    }

    /// <summary>Starts whatever there is to do.</summary>
    private TimeSpan? GoOn()
    {
        var (record, batch) = (State, _batch);
        if (record.GradesAsked > record.GradesDone && !record.IsErasing)
            _steps.Start(Grade, cancellationToken => GradeStepAsync(record, cancellationToken));
        var wait = StartEmbedding();
        if (_isIdle || _steps.IsRunning(Look) || _steps.IsRunning(Read)) return wait;
        // What is erased must not be graded or embedded any more.
        if (record.IsErasing && (_steps.IsRunning(Grade) || _steps.IsRunning(Embed))) return null;
        if (record.IsErasing) _steps.Start(Look, EraseStepAsync);
        else if (batch.IsEmpty)
        {
            var arrivals = _arrivals;
            _steps.Start(Look, cancellationToken => LookAsync(arrivals, cancellationToken));
        }
        else
        {
            _steps.Start(Read, async cancellationToken =>
            {
                var failed = await indexing.ReadAsync(_id, batch, cancellationToken);
                return () => EndBatchAsync(failed);
            });
        }

        return wait;
    }

    /// <summary>Embeds what is indexed, beside whatever else there is to do: it mostly waits for a provider.</summary>
    /// <returns>How long until there is something to embed; null if nobody knows yet.</returns>
    private TimeSpan? StartEmbedding()
    {
        if (State.IsErasing || _embedAt is not { } at || _steps.IsRunning(Embed)) return null;
        if (at > time.GetUtcNow()) return at - time.GetUtcNow();
        var (wanted, payer) = (_embedWanted, State.Payer);
        _steps.Start(Embed, async cancellationToken =>
        {
            var outcome = await embedder.StepAsync(_id, payer, cancellationToken);
            return () => EndEmbeddingAsync(outcome, wanted);
        });
        return null;
    }

    private void WantEmbeddings()
    {
        _embedWanted++;
        _embedAt ??= DateTimeOffset.MinValue;
    }

    private async Task EndEmbeddingAsync(EmbeddingOutcome outcome, int wanted)
    {
        var isMore = outcome.HasMore || (outcome.RetryAt is null && wanted != _embedWanted);
        _embedAt = isMore ? DateTimeOffset.MinValue : outcome.RetryAt;
        if (outcome.AsksForGrades && State.GradesAsked == State.GradesDone && !State.IsErasing)
            await CommitAsync(State with { GradesAsked = State.GradesAsked + 1 });
        if (outcome.HasMore || outcome.RetryAt is not null) Tell();
    }

    private async Task<Func<Task>?> EraseStepAsync(CancellationToken cancellationToken)
    {
        await store.EraseCollectionAsync(_id, cancellationToken);
        while (await indexing.DeleteUnneededAsync(_id, cancellationToken))
        {
            // Until nothing is left of it.
        }

        return async () =>
        {
            _isIdle = true;
            await ClearAsync();
        };
    }

    private async Task<Func<Task>?> GradeStepAsync(CollectionRecord record, CancellationToken cancellationToken)
    {
        var graded = await quality.GradeAsync(_id, record.Payer, cancellationToken);
        return () => State.IsErasing
            ? Task.CompletedTask
            : EndGradingAsync(State with
            {
                GradesDone = record.GradesAsked, GradedGeneration = graded?.Generation ?? State.GradedGeneration,
            });
    }

    private Task EndGradingAsync(CollectionRecord graded)
    {
        // If the questions could not be embedded, the embedder knows when to grade again.
        WantEmbeddings();
        return CommitAsync(graded);
    }

    private async Task<Func<Task>?> LookAsync(int arrivals, CancellationToken cancellationToken)
    {
        var hasMore = await indexing.DeleteUnneededAsync(_id, cancellationToken);
        var waiting = await store.ReadWaitingAsync(_id, DocumentIndexing.BatchSize, cancellationToken);
        if (!waiting.IsEmpty || await store.FindCollectionAsync(_id, cancellationToken) is not { } collection)
            return () => BeginBatchAsync(waiting, hasMore || arrivals != _arrivals);
        var documents = (await store.CountAsync(_id, cancellationToken)).Documents;
        return async () =>
        {
            if (State.Outdated(collection.Generation, documents) is var next && next != State) await CommitAsync(next);
            await BeginBatchAsync(waiting, hasMore || arrivals != _arrivals);
        };
    }

    /// <summary>Records what is read next: all that wait, or one alone that may be why an earlier batch did not end.</summary>
    private async Task BeginBatchAsync(ImmutableArray<WaitingDocument> waiting, bool hasMore)
    {
        if (State.IsErasing) return;
        var suspects = State.Suspects.RemoveAll(suspect => waiting.All(document => document.Id != suspect.DocumentId));
        if (suspects.FirstOrDefault() is { } suspect)
        {
            var document = waiting.First(document => document.Id == suspect.DocumentId);
            if (suspect.Attempts >= CollectionRecord.MaxAttempts)
            {
                await store.RefuseAsync(
                    _id, document.Id, document.Hash,
                    $"It could not be read in {CollectionRecord.MaxAttempts} attempts. Send it in another form.", CancellationToken.None);
                await CommitAsync(State with { Suspects = suspects.Remove(suspect) });
                return;
            }

            waiting = [document];
        }

        _isIdle = waiting.IsEmpty && !hasMore;
        _batch = waiting;
        if (!waiting.IsEmpty || suspects.Length != State.Suspects.Length)
            await CommitAsync(State with { Suspects = suspects, Batch = [.. waiting.Select(document => document.Id)] });
        if (_isIdle) Tell();
    }

    private async Task EndBatchAsync(ImmutableArray<string> failed)
    {
        _batch = [];
        if (State.IsErasing) return;
        await CommitAsync(State.Ended(failed));
        WantEmbeddings();
        Tell();
    }

    /// <summary>Publishes where the collection stands; news may be lost, the rows are not.</summary>
    private void Tell() => _steps.Fire(async cancellationToken =>
    {
        if (await store.FindCollectionAsync(_id, cancellationToken) is not { } collection) return;
        var counts = await store.CountAsync(_id, cancellationToken);
        await _news.OnNextAsync(new CollectionNews(new CollectionProgress(collection, counts)));
    });
}
