using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search.Grades;

/// <summary>
/// How well a collection answers questions whose answers are known: each sentence with a link asks for the note that the link
/// leads to, and the owner may add more. A collection is ranked as its grades say is best.
/// </summary>
public interface ICollectionQuality
{
    /// <summary>The last grades; null if the reader may not see the collection or it was not graded yet.</summary>
    Task<CollectionQuality?> ReadAsync(Reader reader, string collectionId, CancellationToken cancellationToken);

    /// <summary>
    /// Grades the collection and from then on ranks it in the way that won. Takes some seconds; for the collection's grain.
    /// </summary>
    /// <param name="payer">Whose ledger is charged for embeddings of its questions; null for that of the collection's owner.</param>
    /// <returns>Null if there is no such collection.</returns>
    Task<CollectionQuality?> GradeAsync(string collectionId, string? payer, CancellationToken cancellationToken);

    /// <summary>
    /// Adds questions whose answers are known, or with <see cref="Judgement.IsRight"/> false takes them back. At most
    /// <see cref="MaxJudgements"/> are kept for a collection; documents that are not in it are left out.
    /// </summary>
    Task JudgeAsync(string collectionId, ImmutableArray<Judgement> judgements, CancellationToken cancellationToken);

    const int MaxJudgements = 5_000;
}

/// <param name="Query">As a person would ask; at most 1,000 characters.</param>
/// <param name="DocumentId">A document that answers it.</param>
public sealed record Judgement(string Query, string DocumentId, bool IsRight = true);

/// <summary>The grades of a collection.</summary>
/// <param name="Generation">Of the collection when it was graded.</param>
/// <param name="LinkQuestions">Questions made of sentences with links; at most 400 are taken.</param>
/// <param name="JudgedQuestions">Questions that the owner added.</param>
/// <param name="Grades">The first is the default way of ranking.</param>
/// <param name="Ranking">The way that was chosen.</param>
/// <param name="Verdict">What it means, in a sentence or two.</param>
/// <param name="EmbeddingModel">The embeddings that could be tried, whether or not they won; null for none.</param>
public sealed record CollectionQuality(
    DateTimeOffset GradedAt, long Generation, int LinkQuestions, int JudgedQuestions, ImmutableArray<Grade> Grades, Ranking Ranking,
    string Verdict, string? EmbeddingModel = null);

/// <summary>How good one way of ranking is.</summary>
/// <param name="Name">What it differs in from the best one before it.</param>
/// <param name="Mrr">The mean over the questions of 1 / the rank of the first right note, 0 where none is among the first 20.</param>
/// <param name="Recall">The share of the right notes that are among the first 20.</param>
/// <param name="Low">The difference of MRR to the best one before it is at least this, with 99 % confidence (paired bootstrap).</param>
/// <param name="High">And at most this.</param>
/// <param name="Wins">Whether it is better for certain, so that it was switched on.</param>
public sealed record Grade(string Name, Ranking Ranking, double Mrr, double Recall, double Low, double High, bool Wins);
