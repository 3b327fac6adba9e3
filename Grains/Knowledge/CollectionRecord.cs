using System.Collections.Immutable;

namespace ObsidianVault.Grains.Knowledge;

/// <summary>
/// What a collection's grain keeps beside the rows of the store: what it was doing, so that it is known after a crash.
/// </summary>
[GenerateSerializer, Immutable, Alias("vault.CollectionRecord")]
public sealed record CollectionRecord
{
    /// <summary>The newest named requests are remembered.</summary>
    public const int MaxRequests = 50;

    /// <summary>How often the reading of one document is begun.</summary>
    public const int MaxAttempts = 3;

    [Id(0)] public bool IsErasing { get; init; }

    /// <summary>The documents whose reading has begun. What stands here when an activation begins was interrupted.</summary>
    [Id(1)] public ImmutableArray<string> Batch { get; init; } = [];

    /// <summary>Documents that may be why a batch did not end: they are read one at a time.</summary>
    [Id(2)] public ImmutableArray<Suspect> Suspects { get; init; } = [];

    [Id(3)] public ImmutableArray<NamedRequest> Requests { get; init; } = [];

    /// <summary>How often grading was asked for, by the owner or by changes, and how many of these requests are done.</summary>
    [Id(4)] public long GradesAsked { get; init; }

    [Id(5)] public long GradesDone { get; init; }

    /// <summary>The collection's generation when it was last graded.</summary>
    [Id(6)] public long GradedGeneration { get; init; }

    /// <summary>Whose ledger is charged for embeddings: the owner's account; null for the owner's own.</summary>
    [Id(7)] public string? Payer { get; init; }

    /// <summary>From so many changed notes on, or a fifth of all, the grades are out of date.</summary>
    private const int ManyChanges = 20;

    /// <summary>The record where the collection has changed so much that it has to be graded again.</summary>
    public CollectionRecord Outdated(long generation, int documents) =>
        GradesAsked == GradesDone && generation - GradedGeneration >= Math.Max(ManyChanges, documents / 5)
            ? this with { GradesAsked = GradesAsked + 1 }
            : this;

    /// <summary>The record after the process died in the middle of a batch, or gave it up.</summary>
    public CollectionRecord Interrupted() => Batch.IsEmpty ? this : this with
    {
        Batch = [],
        // Of several nobody knows which it was; of one it is known.
        Suspects = Batch.Aggregate(Suspects, (suspects, id) => With(suspects, id, Batch.Length == 1 ? 1 : 0)),
    };

    /// <summary>The batch ended. Those that failed without a reason of their own are tried again, one at a time.</summary>
    public CollectionRecord Ended(ImmutableArray<string> failed) => this with
    {
        Batch = [],
        Suspects = failed.Aggregate(
            Suspects.RemoveAll(suspect => Batch.Contains(suspect.DocumentId) && !failed.Contains(suspect.DocumentId)),
            (suspects, id) => With(suspects, id, 1)),
    };

    private static ImmutableArray<Suspect> With(ImmutableArray<Suspect> suspects, string id, int attempts)
    {
        var known = suspects.FirstOrDefault(suspect => suspect.DocumentId == id);
        return known is null ? suspects.Add(new Suspect(id, attempts)) : suspects.Replace(known, known with
        {
            Attempts = known.Attempts + attempts,
        });
    }
}

/// <summary>A document whose reading did not end.</summary>
[GenerateSerializer, Immutable, Alias("vault.CollectionSuspect")]
public sealed record Suspect([property: Id(0)] string DocumentId, [property: Id(1)] int Attempts);

/// <summary>A request that its sender gave a name.</summary>
[GenerateSerializer, Immutable, Alias("vault.CollectionRequest")]
public sealed record NamedRequest([property: Id(0)] string Name, [property: Id(1)] string Fingerprint);
