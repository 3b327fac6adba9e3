using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Embeddings;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search.Grades;

/// <param name="embedding">Embeds the questions; null for none.</param>
internal sealed class CollectionGrader(KnowledgeDatabase database, TimeProvider time, QuestionVectors? embedding = null)
    : ICollectionQuality
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

    private static readonly (string Name, Func<Ranking, Ranking> Change)[] s_none = [];

    public Task<CollectionQuality?> ReadAsync(Reader reader, string collectionId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql => await sql.FindAsync(
                $"SELECT c.grades FROM vault_collection c WHERE c.id = @id AND c.grades IS NOT NULL AND {CollectionRows.MayRead(sql)}",
                row => row.GetString(0), ("id", collectionId), CollectionRows.People(sql, reader)).ConfigureAwait(false) is { } grades
                ? JsonSerializer.Deserialize<CollectionQuality>(grades, PassageRows.Json)
                : null,
            cancellationToken);

    public async Task<CollectionQuality?> GradeAsync(string collectionId, string? payer, CancellationToken cancellationToken)
    {
        var known = await database.ReadAsync(sql => QuestionsAsync(sql, collectionId), cancellationToken).ConfigureAwait(false);
        if (known is null) return null;
        // Outside of any transaction, because it may take a while.
        var embeddings = embedding is null
            ? null
            : await embedding.FindAsync(
                collectionId, known.Number, payer ?? known.Collection.Owner,
                known.All.Count < MinQuestions ? [] : [.. known.All.Select(question => question.Text)], cancellationToken)
                .ConfigureAwait(false);
        var quality = await database.ReadAsync(sql => GradeAsync(sql, collectionId, known, embeddings), cancellationToken)
            .ConfigureAwait(false);
        if (quality is null) return null;
        await database.WriteAsync(
            sql => sql.ChangeAsync(
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

    private static async Task<AskedCollection?> QuestionsAsync(KnowledgeTransaction sql, string collectionId)
    {
        if (await CollectionRows.FindAsync(sql, collectionId).ConfigureAwait(false) is not { } collection) return null;
        var reader = Reader.Of(collection.Owner);
        if (await ScopeRows.ReadAsync(sql, QueryOf(reader, collectionId)).ConfigureAwait(false) is not { } scope) return null;
        var number = scope.Collections.Keys.Single();
        return new AskedCollection(
            collection, number, await KnownQuestions.OfLinksAsync(sql, number, collectionId, reader).ConfigureAwait(false),
            await KnownQuestions.JudgedAsync(sql, number).ConfigureAwait(false));
    }

    private static SearchQuery QueryOf(Reader reader, string collectionId) =>
        new() { Reader = reader, Text = "", Collections = [collectionId], Limit = Depth + 1, PerNote = 1 };

    private async Task<CollectionQuality?> GradeAsync(
        KnowledgeTransaction sql, string collectionId, AskedCollection known, QuestionEmbeddings? embeddings)
    {
        var reader = Reader.Of(known.Collection.Owner);
        var query = QueryOf(reader, collectionId);
        if (await ScopeRows.ReadAsync(sql, query).ConfigureAwait(false) is not { } scope) return null;
        var questions = known.All;
        var near = embeddings is null || questions.Count < MinQuestions
            ? null
            : await NearQuestions.FindAsync(sql, reader, scope, known.Number, questions, embeddings).ConfigureAwait(false);

        var best = new Ranking();
        var grades = ImmutableArray.CreateBuilder<Grade>();
        var (first, scores) = await MeasureAsync("the default", best).ConfigureAwait(false);
        grades.Add(first);
        foreach (var (name, change) in questions.Count >= MinQuestions ? [.. s_ways, .. WaysOf(near)] : s_none)
        {
            var (grade, others) = await MeasureAsync(name, change(best)).ConfigureAwait(false);
            var (low, high) = PairedBootstrap.Difference(scores, others);
            grade = grade with { Low = Round(low), High = Round(high), Wins = low > 0 };
            grades.Add(grade);
            if (grade.Wins) (best, scores) = (grade.Ranking, others);
        }

        return new CollectionQuality(
            time.GetUtcNow(), known.Collection.Generation, known.OfLinks.Count, known.Judged.Count, grades.ToImmutable(), best,
            VerdictOf(grades, questions.Count), embeddings?.Model);

        async Task<(Grade, List<double>)> MeasureAsync(string name, Ranking ranking)
        {
            var ranked = scope with { Collections = scope.Collections.ToDictionary(c => c.Key, c => c.Value with { Ranking = ranking }) };
            var (reciprocals, recalls) = (new List<double>(), new List<double>());
            foreach (var question in questions)
            {
                var nearest = ranking.EmbeddingModel is { } model && near!.Passages.TryGetValue(question.Text, out var passages)
                    ? new NearPassages(model, passages)
                    : null;
                var found = (await KnowledgeSearch.FindAsync(sql, query with { Text = question.Text }, ranked, nearest)
                    .ConfigureAwait(false))
                    .Select(passage => passage.DocumentId).Where(id => id != question.From).Take(Depth).ToList();
                var rank = found.FindIndex(question.Right.Contains);
                reciprocals.Add(rank < 0 ? 0 : 1.0 / (rank + 1));
                recalls.Add((double)found.Count(question.Right.Contains) / question.Right.Count);
            }

            return (
                new Grade(name, ranking, Round(Mean(reciprocals)), Round(Mean(recalls)), 0, 0, false), reciprocals);
        }
    }

    /// <summary>Embeddings come last, because they alone cost money: they have to beat the best way without them.</summary>
    private static (string Name, Func<Ranking, Ranking> Change)[] WaysOf(NearQuestions? near) => near is null ? [] :
    [
        ($"embeddings of {near.Model} take part", ranking => ranking with
        {
            EmbeddingModel = near.Model, EmbeddingFloor = Round(near.Floor), EmbeddingMatch = Round(near.Match),
        }),
    ];

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

    private sealed record AskedCollection(Collection Collection, int Number, List<KnownQuestion> OfLinks, List<KnownQuestion> Judged)
    {
        public List<KnownQuestion> All { get; } = [.. Judged, .. OfLinks];
    }
}
