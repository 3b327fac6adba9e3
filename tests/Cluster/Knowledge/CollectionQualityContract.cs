using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Search.Grades;

namespace ObsidianVault.Cluster.Knowledge;

public abstract class CollectionQualityContract : KnowledgeContract
{
    private static readonly string[] s_topics =
        ["derivatives", "integrals", "matrices", "vectors", "primes", "groups", "rings", "fields", "graphs", "limits", "series", "proofs"];

    private CollectionGrader Quality => new CollectionGrader(Database, TimeProvider.System);

    [Fact]
    public async Task A_vault_grades_itself_by_its_links()
    {
        // Each topic is written about with words of its own, and linked from sentences that use other forms of them.
        await AddAsync(
            Mine,
            [
                .. s_topics.Select((topic, i) => Notes.Make($"{topic}.md", $"explaining differences{i} measuring rates{i} of {topic}")),
                .. s_topics.SelectMany((topic, i) => Enumerable.Range(0, 3).Select(j => Notes.Make(
                    $"day{i}-{j}.md", $"today {j}",
                    Notes.Link(topic, $"I read about {topic}: it measured rates{i} and explained differences{i}, day {j}")))),
            ]);
        (await Quality.ReadAsync(Ada, Mine, Token)).ShouldBeNull();
        var graded = (await Quality.GradeAsync(Mine, null, Token)).ShouldNotBeNull();
        (graded.LinkQuestions, graded.JudgedQuestions).ShouldBe((36, 0));
        graded.Grades[0].Mrr.ShouldBe(1, 0.01);
        graded.Grades[0].Recall.ShouldBe(1, 0.01);
        graded.Grades.ShouldAllBe(grade => !grade.Wins);
        var read = (await Quality.ReadAsync(Ada, Mine, Token)).ShouldNotBeNull();
        read.Verdict.ShouldBe(graded.Verdict);
        read.Grades.ShouldBe(graded.Grades.AsEnumerable());
        (await Quality.ReadAsync(Reader.Of("eve"), Mine, Token)).ShouldBeNull();
        (await Quality.GradeAsync("none", null, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task What_wins_for_certain_is_switched_on_and_what_does_not_is_not()
    {
        // The stemmer takes each pair for one word, and only the exact one is right.
        (string Word, string Other)[] pairs =
        [
            ("universe", "university"), ("organ", "organization"), ("general", "generate"), ("policy", "police"), ("import", "importance"),
            ("news", "new"), ("wand", "wander"), ("arm", "army"), ("iron", "irony"), ("execute", "executive"),
        ];
        foreach (var ((word, other), i) in pairs.Select((pair, i) => (pair, i)))
        {
            await AddAsync(
                Mine, Notes.Make($"{word}{i}.md", $"{word}") with { Title = $"w{i}" },
                Notes.Make($"{other}{i}.md", $"{other} {other} {other}") with { Title = $"o{i}" });
        }

        var documents = (await Store.ListDocumentsAsync(Mine, null, 100, Token))
            .ToDictionary(document => document.Path, document => document.Id);
        await Quality.JudgeAsync(
            Mine,
            [
                .. pairs.SelectMany((pair, i) => Enumerable.Range(0, 3).Select(j => new Judgement(
                    $"{pair.Word} zz{j}", documents[$"{pair.Word}{i}.md"]))),
                new Judgement("unknown", "not-there"),
            ],
            Token);
        var before = (await Store.FindCollectionAsync(Mine, Token))!.Generation;
        var graded = (await Quality.GradeAsync(Mine, null, Token)).ShouldNotBeNull();
        graded.JudgedQuestions.ShouldBe(30);
        graded.Grades[1].Wins.ShouldBe(graded.Grades[1].Low > 0);
        graded.Ranking.VariantWeight.ShouldBeLessThan(1);
        (await Store.FindCollectionAsync(Mine, Token))!.Generation.ShouldBeGreaterThan(before);
        // Searching uses it at once.
        (await FindAsync("universe"))[0].ShouldBe("universe0.md");
    }
}
