using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Search.Grades;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.Knowledge;

/// <summary>How well a collection answers questions whose answers are known.</summary>
internal static class CollectionGrades
{
    private const int MaxQuery = 1_000;

    public static async Task<Results<Ok<QualityView>, ProblemHttpResult>> GetAsync(
        string id, Person person, IKnowledgeStore store, ICollectionQuality quality, CancellationToken cancellationToken) =>
        await store.FindCollectionAsync(person, id, cancellationToken) is null
            ? KnowledgeAccess.NotFound()
            : TypedResults.Ok(QualityView.Of(await quality.ReadAsync(person.Reader, id, cancellationToken)));

    public static async Task<Results<Accepted<QualityView>, ProblemHttpResult>> PostAsync(
        string id, Body<GradeBody> body, Person person, IClusterClient grains, ICollectionQuality quality,
        CancellationToken cancellationToken)
    {
        var judged = body.Value.Judgements ?? [];
        if (judged.Length > ICollectionGrain.MaxReceived)
            return Problems.Invalid(("judgements", $"At most {ICollectionGrain.MaxReceived} at once."));
        if (judged.Any(one => string.IsNullOrWhiteSpace(one.Query) || one.Query.Length > MaxQuery))
            return Problems.Invalid(("judgements.query", $"Must have 1 to {MaxQuery} characters."));
        if (judged.Any(one => !KnowledgeAccess.IsId(one.DocumentId)))
            return Problems.Invalid(("judgements.document_id", "Must be the id of a document in this collection."));
        if (!KnowledgeAccess.IsId(id)) return KnowledgeAccess.NotFound();
        var fault = await grains.GetGrain<ICollectionGrain>(GrainKeys.Collection(id)).GradeAsync(
            person.Reader, [.. judged.Select(one => new JudgedQuery(one.Query!.Trim(), one.DocumentId!, one.IsRight ?? true))]);
        return fault == CollectionFault.None
            ? TypedResults.Accepted(
                $"/api/v1/rag/collections/{id}/quality",
                QualityView.Of(await quality.ReadAsync(person.Reader, id, cancellationToken)))
            : KnowledgeAccess.ProblemOf(fault);
    }
}

/// <summary>Grades a collection again.</summary>
/// <param name="Judgements">Questions whose answers you know, to be added to those that the links between notes make.</param>
internal sealed record GradeBody(JudgementBody[]? Judgements = null);

/// <summary>A question whose answer you know.</summary>
/// <param name="Query">As a person would ask; 1 to 1,000 characters.</param>
/// <param name="DocumentId">A document of the collection that answers it.</param>
/// <param name="IsRight">false takes it back; true where it is left out.</param>
internal sealed record JudgementBody(string? Query, string? DocumentId, bool? IsRight = null);

/// <summary>How well a collection answers questions whose answers are known.</summary>
/// <param name="GradedAt">When it was graded; left out before the first time.</param>
/// <param name="Generation">Of the collection at that time.</param>
/// <param name="LinkQuestions">How many questions were made of sentences with links.</param>
/// <param name="JudgedQuestions">How many the owner has added.</param>
/// <param name="Verdict">What the grades mean, in a sentence or two.</param>
/// <param name="EmbeddingModel">The embeddings that were tried; left out where there were none.</param>
/// <param name="Grades">One for each way of ranking that was tried; the first is the default.</param>
internal sealed record QualityView(
    DateTimeOffset? GradedAt, long? Generation, int LinkQuestions, int JudgedQuestions, string Verdict, string? EmbeddingModel,
    GradeView[] Grades)
{
    public static QualityView Of(CollectionQuality? quality) => quality is null
        ? new QualityView(
            null, null, 0, 0, "It has not been graded yet. It is by itself when enough has changed; POST grades it now.", null, [])
        : new QualityView(
            quality.GradedAt, quality.Generation, quality.LinkQuestions, quality.JudgedQuestions, quality.Verdict,
            quality.EmbeddingModel,
            [.. quality.Grades.Select(grade => new GradeView(grade.Name, grade.Mrr, grade.Recall, grade.Low, grade.High, grade.Wins))]);
}

/// <summary>How good one way of ranking is.</summary>
/// <param name="Name">What it differs in from the best one before it.</param>
/// <param name="Mrr">The mean over the questions of 1 / the rank of the first right note, 0 where none is among the first 20.</param>
/// <param name="Recall">The share of the right notes that are among the first 20.</param>
/// <param name="Low">The difference of mrr to the best one before it is at least this, with 99 % confidence.</param>
/// <param name="High">And at most this.</param>
/// <param name="Wins">Whether it is better for certain, so that it is used from now on.</param>
internal sealed record GradeView(string Name, double Mrr, double Recall, double Low, double High, bool Wins);
