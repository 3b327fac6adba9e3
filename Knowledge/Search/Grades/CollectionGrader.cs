using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search.Grades;

internal sealed class CollectionGrader(KnowledgeDatabase database, TimeProvider time) : ICollectionQuality
{
    /// <summary>With fewer questions no way can be told from another.</summary>
    private const int MinQuestions = 20;

    /// <summary>How far down a right note counts.</summary>
    private const int Depth = 20;

    private const int MaxQuery = 1_000;

    /// <summary>What is tried, one after the other; each starts from the best one before it.</summary>
    private static readonly (string Name, Func<Ranking, Ranking> Change)[] s_ways =
    [
        ("words exactly as they are written", ranking => ranking with { VariantWeight = 0 }),
        ("other forms of a word count half", ranking => ranking with { VariantWeight = 0.5 }),
        ("titles, headings and tags count twice as much", ranking => ranking with { HeadWeight = 4 }),
        ("titles, headings and tags count half", ranking => ranking with { HeadWeight = 1 }),
        ("long passages are discounted less", ranking => ranking with { LengthDiscount = 0.4 }),
        ("links between notes lift both", ranking => ranking with { LinkWeight = 0.2 }),
        ("words of the best passages are added", ranking => ranking with { FeedbackWords = 20 }),
    ];

    public Task<CollectionQuality?> ReadAsync(Reader reader, string collectionId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql => await sql.FindAsync(
                $"SELECT c.grades FROM vault_collection c WHERE c.id = @id AND c.grades IS NOT NULL AND {CollectionRows.MayRead(sql)}",
                row => row.GetString(0), ("id", collectionId), CollectionRows.People(sql, reader)).ConfigureAwait(false) is { } grades
                ? JsonSerializer.Deserialize<CollectionQuality>(grades, PassageRows.Json)
                : null,
            cancellationToken);

    public async Task<CollectionQuality?> GradeAsync(string collectionId, CancellationToken cancellationToken)
    {
        var quality = await database.ReadAsync(sql => GradeAsync(sql, collectionId), cancellationToken).ConfigureAwait(false);
        if (quality is null) return null;
        await database.WriteAsync(
            sql => sql.ExecuteAsync(
                """
                UPDATE vault_collection SET grades = @grades, ranking = @ranking,
                    generation = generation + CASE WHEN coalesce(ranking, '') = @ranking THEN 0 ELSE 1 END
                WHERE id = @id AND erased = 0
                """,
                ("grades", JsonSerializer.Serialize(quality, PassageRows.Json)),
                ("ranking", JsonSerializer.Serialize(quality.Ranking)), ("id", collectionId)),
            cancellationToken).ConfigureAwait(false);
        return quality;
    }

    public Task JudgeAsync(string collectionId, ImmutableArray<Judgement> judgements, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async sql =>
            {
                if (await CollectionRows.LockAsync(sql, collectionId).ConfigureAwait(false) is not { } collection) return 0;
                foreach (var judgement in judgements.Take(ICollectionQuality.MaxJudgements))
                {
                    var query = StorableText.Of(judgement.Query.Length > MaxQuery ? judgement.Query[..MaxQuery] : judgement.Query).Trim();
                    (string, object?)[] row = [("number", collection.Number), ("query", query), ("document", judgement.DocumentId)];
                    await sql.ExecuteAsync(
                        judgement.IsRight
                            ? $"""
                            INSERT INTO vault_judgement (collection, query, document)
                            SELECT d.collection, @query, d.id FROM vault_document d
                            WHERE d.collection = @number AND d.id = @document AND {ICollectionQuality.MaxJudgements} >
                                (SELECT count(*) FROM vault_judgement j WHERE j.collection = @number)
                            ON CONFLICT DO NOTHING
                            """
                            : "DELETE FROM vault_judgement WHERE collection = @number AND query = @query AND document = @document",
                        row).ConfigureAwait(false);
                }

                return judgements.Length;
            },
            cancellationToken);

    private async Task<CollectionQuality?> GradeAsync(KnowledgeTransaction sql, string collectionId)
    {
        if (await CollectionRows.FindAsync(sql, collectionId).ConfigureAwait(false) is not { } collection) return null;
        var reader = Reader.Of(collection.Owner);
        var query = new SearchQuery { Reader = reader, Text = "", Collections = [collectionId], Limit = Depth + 1, PerNote = 1 };
        if (await ScopeRows.ReadAsync(sql, query).ConfigureAwait(false) is not { } scope) return null;
        var number = scope.Collections.Keys.Single();
        var links = await KnownQuestions.OfLinksAsync(sql, number, collectionId, reader).ConfigureAwait(false);
        var judged = await KnownQuestions.JudgedAsync(sql, number).ConfigureAwait(false);
        List<KnownQuestion> questions = [.. judged, .. links];

        var best = new Ranking();
        var grades = ImmutableArray.CreateBuilder<Grade>();
        var (first, scores) = await MeasureAsync("the default", best).ConfigureAwait(false);
        grades.Add(first);
        foreach (var (name, change) in questions.Count >= MinQuestions ? s_ways : [])
        {
            var (grade, others) = await MeasureAsync(name, change(best)).ConfigureAwait(false);
            var (low, high) = PairedBootstrap.Difference(scores, others);
            grade = grade with { Low = Round(low), High = Round(high), Wins = low > 0 };
            grades.Add(grade);
            if (grade.Wins) (best, scores) = (grade.Ranking, others);
        }

        return new CollectionQuality(
            time.GetUtcNow(), collection.Generation, links.Count, judged.Count, grades.ToImmutable(), best,
            VerdictOf(grades, questions.Count));

        async Task<(Grade, List<double>)> MeasureAsync(string name, Ranking ranking)
        {
            var ranked = scope with { Collections = scope.Collections.ToDictionary(c => c.Key, c => c.Value with { Ranking = ranking }) };
            var (reciprocals, recalls) = (new List<double>(), new List<double>());
            foreach (var question in questions)
            {
                var found = (await KnowledgeSearch.FindAsync(sql, query with { Text = question.Text }, ranked).ConfigureAwait(false))
                    .Select(passage => passage.DocumentId).Where(id => id != question.From).Take(Depth).ToList();
                var rank = found.FindIndex(question.Right.Contains);
                reciprocals.Add(rank < 0 ? 0 : 1.0 / (rank + 1));
                recalls.Add((double)found.Count(question.Right.Contains) / question.Right.Count);
            }

            return (
                new Grade(name, ranking, Round(Mean(reciprocals)), Round(Mean(recalls)), 0, 0, false), reciprocals);
        }
    }

    private static string VerdictOf(IReadOnlyList<Grade> grades, int questions)
    {
        if (questions < MinQuestions)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{questions} questions are too few to compare ways of ranking; from {MinQuestions} on they are. The default is used.");
        var won = grades.Where(grade => grade.Wins).Select(grade => grade.Name).ToList();
        return won.Count == 0
            ? "No other way of ranking is better for certain. The default is used."
            : $"Better for certain, and switched on: {string.Join("; ", won)}.";
    }

    private static double Mean(List<double> values) => values.Count == 0 ? 0 : values.Average();

    private static double Round(double value) => Math.Round(value, 4);
}
