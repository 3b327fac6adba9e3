using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Ai;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Embeddings;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Search.Grades;
using ObsidianVault.Knowledge.Storage;
using ObsidianVault.Unit.Ai.Service;

namespace ObsidianVault.Cluster.Knowledge;

/// <summary>Embeddings of notes, with the real AI service and a stand-in for its provider.</summary>
public abstract class EmbeddingContract : KnowledgeContract, IAsyncLifetime
{
    private static readonly WordVectors s_words = new(32, "car automobile", "doctor physician", "cat feline");
    private readonly RecordingBilling _billing = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly List<IHost> _hosts = [];
    private ProviderStandIn _provider = null!;
    private IHost _host = null!;

    private IPassageEmbedder Passages => _host.Services.GetRequiredService<IPassageEmbedder>();

    private ISearch Searching => _host.Services.GetRequiredService<ISearch>();

    private ICollectionQuality Quality => _host.Services.GetRequiredService<ICollectionQuality>();

    /// <summary>Every text that was asked for, in order.</summary>
    private string[] Asked => [.. _provider.Requests.Items.SelectMany(r => r.Body["input"]!.AsArray().Select(text => (string)text!))];

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Prepare(Database);
        _provider = await ProviderStandIn.StartNewAsync();
        _provider.Reply = _ => Answer();
        _host = Build();
    }

    public new async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) host.Dispose();
        if (_provider is not null) await _provider.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual void Prepare(KnowledgeDatabase database)
    {
    }

    [Fact]
    public async Task Passages_are_embedded_in_batches_and_equal_text_is_asked_for_once()
    {
        await AddAsync(
            Mine, [.. Enumerable.Range(0, 6).Select(i => Notes.Make($"n{i}.md", $"text {i}\n\nthe same text") with { Title = "Title" })]);
        await EmbedAsync();
        // Six texts of their own and one that all have.
        Asked.Order().ShouldBe(
            [.. Enumerable.Range(0, 6).Select(i => $"Title\n\ntext {i}"), "Title\n\nthe same text"], ignoreOrder: true);
        _provider.Requests.Items.ShouldAllBe(r => r.Body["input"]!.AsArray().Count <= 4);
        (await CountsAsync()).ShouldBe((12, "text-embedding-3-small/32", null));

        // In the original design's table too, as JSON, and of length 1.
        var json = await Database.ReadAsync(sql => sql.ReadAsync("SELECT vector FROM vector_documents", row => row.GetString(0)), Token);
        json.Count.ShouldBe(12);
        json.ShouldAllBe(text => Math.Abs(JsonSerializer.Deserialize<double[]>(text)!.Sum(x => x * x) - 1) < 1e-5);

        // The ledger of the collection's owner has exactly what the provider said, and nothing stays reserved.
        _billing.Reserved.ShouldAllBe(r => r.User == "ada");
        _billing.Bills.Sum(bill => bill.Usage.Input).ShouldBe(7 * _provider.Hits);
        _billing.Open.ShouldBe(0);

        // Indexed again, moved and changed: only what is new is asked for.
        var before = Asked.Length;
        await AddAsync(Mine, Notes.Make("n0.md", "text 0\n\nthe same text\n\na new one") with { Title = "Title" });
        (await CountsAsync()).Embedded.ShouldBe(12, "what was known is known at once");
        await EmbedAsync();
        Asked[before..].ShouldBe(["Title\n\na new one"]);
        (await CountsAsync()).Embedded.ShouldBe(13);

        // An address may own it, and the account that the address belongs to pays.
        await AddAsync(Mine, Notes.Make("n9.md", "for the account"));
        await Passages.StepAsync(Mine, "account", Token);
        _billing.Reserved.Last().User.ShouldBe("account");
    }

    [Fact]
    public async Task What_is_deleted_leaves_no_embedding()
    {
        await SaveAsync("other", "ada");
        await AddAsync("other", Notes.Make("kept.md", "kept"));
        await AddAsync(Mine, Notes.Make("a.md", "one\n\ntwo"), Notes.Make("b.md", "three"));
        await EmbedAsync();
        await EmbedAsync("other");
        await RemoveAsync(Mine, "a.md");
        (await RowsAsync("vault_vector")).ShouldBe(2);
        await Store.EraseCollectionAsync(Mine, Token);
        (await RowsAsync("vault_vector")).ShouldBe(1);
        (await RowsAsync("vault_embedding")).ShouldBe(0);
        await Passages.StepAsync(Mine, null, Token);
        (await RowsAsync("vault_vector")).ShouldBe(1);
    }

    public static TheoryData<string> Faults => ["429", "500", "refused", "count", "dimensions", "nan", "zero", "budget"];

    [Theory, MemberData(nameof(Faults))]
    public async Task A_provider_that_fails_leaves_words_and_is_tried_again_later(string fault)
    {
        await AddAsync(Mine, Notes.Make("a.md", "the first note"));
        await EmbedAsync();
        await AddAsync(Mine, Notes.Make("b.md", "the second note"));
        if (fault == "budget") _billing.Budget = 0;
        _provider.Reply = _ => fault switch
        {
            "429" => ProviderReply.Error(429, "{}"),
            "500" => ProviderReply.Error(500, "{}"),
            "refused" => ProviderReply.Error(401, "{}"),
            "count" => Answer(texts => s_words.Of(texts).Skip(1)),
            "dimensions" => Answer(new WordVectors(8).Of),
            "nan" => Answer(texts => s_words.Of(texts).Select(vector => vector.Select(_ => float.NaN).ToArray())),
            "zero" => Answer(texts => texts.Select(_ => new float[32])),
            _ => Answer(),
        };
        var outcome = await Passages.StepAsync(Mine, null, Token);
        outcome.RetryAt.ShouldNotBeNull().ShouldBeGreaterThan(_time.GetUtcNow());
        (await CountsAsync()).Fault.ShouldNotBeNull().ShouldContain("goes on by words");
        (await CountsAsync()).Embedded.ShouldBe(1);
        (await FindAsync("second")).ShouldBe(["b.md"]);
        var hits = _provider.Hits;
        await Passages.StepAsync(Mine, null, Token);
        _provider.Hits.ShouldBe(hits, "it is not tried before its time");

        (_billing.Budget, _provider.Reply) = (1_000_000, _ => Answer());
        await EmbedAsync();
        (await CountsAsync()).ShouldBe((2, "text-embedding-3-small/32", null));
        _billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task Each_further_failure_waits_longer()
    {
        await AddAsync(Mine, Notes.Make("a.md", "a note"));
        _provider.Reply = _ => ProviderReply.Error(500, "{}");
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 9; i++)
        {
            var at = (await Passages.StepAsync(Mine, null, Token)).RetryAt!.Value;
            waits.Add(at - _time.GetUtcNow());
            _time.Advance(waits[^1]);
        }

        waits[0].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
        waits[4].ShouldBeGreaterThan(waits[0]);
        waits[^1].ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_text_that_the_model_refuses_stays_without_and_holds_up_no_other()
    {
        await AddAsync(Mine, [.. Enumerable.Range(0, 6).Select(i => Notes.Make($"n{i}.md", i == 2 ? "poison" : $"text {i}"))]);
        _provider.Reply = request => request.Body["input"]!.ToJsonString().Contains("poison")
            ? ProviderReply.Error(400, """{"error":{"message":"No.","type":"invalid_request_error"}}""")
            : Answer();
        await EmbedAsync();
        (await CountsAsync()).ShouldBe((5, "text-embedding-3-small/32", null));
    }

    [Fact]
    public async Task What_a_kill_interrupts_is_asked_for_again_and_nothing_else()
    {
        await AddAsync(Mine, [.. Enumerable.Range(0, 10).Select(i => Notes.Make($"n{i}.md", $"text {i}"))]);
        (await Passages.StepAsync(Mine, null, Token)).HasMore.ShouldBeTrue();
        // The second call never comes back.
        _provider.Reply = _ => ProviderReply.Hang;
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var step = Passages.StepAsync(Mine, null, killed.Token);
        await _provider.WaitForAsync(r => r.Body["input"]!.ToJsonString().Contains("text 4"), TimeSpan.FromSeconds(20), Token);
        await killed.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => step);

        // Another process, with nothing in memory, goes on.
        _provider.Reply = _ => Answer();
        _host = Build();
        await EmbedAsync();
        var times = Asked.CountBy(text => text).ToDictionary();
        times.Count.ShouldBe(10);
        times.Values.Sum().ShouldBe(14, "the interrupted batch of four is asked for twice");
        (await CountsAsync()).Embedded.ShouldBe(10);
        await Eventually.AssertAsync(() => Task.FromResult(_billing.Open == 0), "every reservation is settled or released");
    }

    [Fact]
    public async Task Another_model_embeds_all_again_and_the_two_are_never_compared()
    {
        await AddAsync(Mine, [.. Enumerable.Range(0, 6).Select(i => Notes.Make($"n{i}.md", $"text {i}"))]);
        await EmbedAsync();
        var scope = await ScopeAsync("text-embedding-3-small/32");
        (await NearAsync(scope, "text-embedding-3-small/32", "text 1")).Count.ShouldBe(6);

        _provider.Reply = _ => Answer(new WordVectors(16).Of);
        _host = Build(("Embeddings:Model", "text-embedding-3-large"));
        (await Store.ListUnembeddedAsync("text-embedding-3-large", null, 10, Token)).ShouldBe([Mine]);
        await Passages.StepAsync(Mine, null, Token);
        (await CountsAsync()).ShouldBe((4, "text-embedding-3-large/16", null));
        (await NearAsync(scope, "text-embedding-3-small/32", "text 1")).Count.ShouldBe(2);
        (await NearAsync(await ScopeAsync("text-embedding-3-large/16"), "text-embedding-3-large/16", "text 1", new WordVectors(16))).Count
            .ShouldBe(4);
        await EmbedAsync();
        (await CountsAsync()).Embedded.ShouldBe(6);
        (await Store.ListUnembeddedAsync("text-embedding-3-large", null, 10, Token)).ShouldBeEmpty();

        // The same model with other dimensions, for good: at the second time all is embedded anew.
        _provider.Reply = _ => Answer(new WordVectors(24).Of);
        await AddAsync(Mine, Notes.Make("new.md", "something new"));
        (await Passages.StepAsync(Mine, null, Token)).RetryAt.ShouldNotBeNull();
        await EmbedAsync();
        (await CountsAsync()).ShouldBe((7, "text-embedding-3-large/24", null));
    }

    [Fact]
    public async Task Nobody_finds_what_is_not_theirs_and_filters_are_inside()
    {
        await SaveAsync("hers", "bob");
        await AddAsync("hers", Notes.Make("secret.md", "the automobile"));
        await AddAsync(
            Mine,
            [
                .. Enumerable.Range(0, 5).Select(i => Notes.Make($"far/n{i}.md", "the automobile")),
                Notes.Make("near/n.md", "the automobile and many other words that lead away from it"),
            ]);
        await EmbedAsync();
        await EmbedAsync("hers");
        const string model = "text-embedding-3-small/32";
        var scope = await ScopeAsync(model, "hers", Mine);
        scope.Collections.Values.Select(c => c.Id).ShouldBe([Mine]);
        // Even where somebody's scope has what is not theirs, the rows are not.
        var bobs = await ScopeAsync(model, Reader.Of("bob"), "hers");
        (await Database.ReadAsync(
            sql => VectorRanking.RankAsync(sql, Ada, bobs, model, Unit("the automobile"), 100), Token)).ShouldBeEmpty();
        (await NearAsync(scope, model, "the automobile")).Count.ShouldBe(6);
        // The five nearest lie outside of the folder, and do not crowd it out.
        var folder = await Database.ReadAsync(
            sql => ScopeRows.ReadAsync(sql, new SearchQuery { Reader = Ada, Text = "", Folder = "near" }), Token);
        folder = With(folder!, model);
        var near = await Database.ReadAsync(
            sql => VectorRanking.RankAsync(sql, Ada, folder, model, Unit("the automobile"), 2), Token);
        near.Count.ShouldBe(1);
        near[0].Cosine.ShouldBeInRange(0.1, 0.95);
    }

    [Fact]
    public async Task They_are_used_where_the_grades_say_that_they_help_and_a_question_pays_for_its_own()
    {
        await JudgeAsync(synonyms: true);
        var graded = (await Quality.GradeAsync(Mine, null, Token)).ShouldNotBeNull();
        graded.EmbeddingModel.ShouldBe("text-embedding-3-small/32");
        var grade = graded.Grades.Single(g => g.Name.StartsWith("embeddings"));
        (grade.Wins, grade.Low > 0).ShouldBe((true, true), graded.Verdict);
        graded.Ranking.EmbeddingMatch.ShouldBeGreaterThan(graded.Ranking.EmbeddingFloor);
        (await Store.CountAsync(Mine, Token)).EmbeddingUsed.ShouldBeTrue();
        (await Passages.StepAsync(Mine, null, Token)).AsksForGrades.ShouldBeFalse();

        // Graded again, no question is asked for again.
        var hits = _provider.Hits;
        await Quality.GradeAsync(Mine, null, Token);
        _provider.Hits.ShouldBe(hits);

        var found = await AskAsync("w3 bob");
        (found.IsReduced, found.Passages[0].Path).ShouldBe((false, "note3.md"));
        found.Passages[0].Relevance.ShouldBeGreaterThan(0.3);
        (await AskAsync("w3 bob")).Passages[0].Path.ShouldBe("note3.md");
        _provider.Hits.ShouldBe(hits + 1, "an equal question of the same person costs once");
        _billing.Reserved.Last().User.ShouldBe("carol");

        // Nobody to pay for it, or no provider: words alone, and the result says so.
        (await AskAsync("w4 bob", user: null)).ShouldSatisfyAllConditions(
            r => r.Passages.ShouldNotContain(p => p.Path == "note4.md"), r => r.IsReduced.ShouldBeFalse());
        _provider.Reply = _ => ProviderReply.Error(500, "{}");
        (await AskAsync("w5 bob")).IsReduced.ShouldBeTrue();
        hits = _provider.Hits;
        (await AskAsync("w6 bob")).IsReduced.ShouldBeTrue();
        _provider.Hits.ShouldBe(hits, "nobody waits for a provider that is away");
        _billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task A_slow_provider_holds_no_question_up()
    {
        await JudgeAsync(synonyms: true);
        await Quality.GradeAsync(Mine, null, Token);
        _provider.Reply = _ => ProviderReply.Hang;
        var asked = AskAsync("unheard bob");
        await _provider.WaitForAsync(r => r.Body["input"]!.ToJsonString().Contains("unheard"), TimeSpan.FromSeconds(20), Token);
        _time.Advance(TimeSpan.FromSeconds(2));
        (await asked).IsReduced.ShouldBeTrue();
    }

    [Fact]
    public async Task They_are_not_used_where_they_do_not_help()
    {
        await JudgeAsync(synonyms: false);
        var graded = (await Quality.GradeAsync(Mine, null, Token)).ShouldNotBeNull();
        graded.EmbeddingModel.ShouldBe("text-embedding-3-small/32");
        graded.Grades.Single(g => g.Name.StartsWith("embeddings")).Wins.ShouldBeFalse();
        graded.Ranking.EmbeddingModel.ShouldBeNull();
        var hits = _provider.Hits;
        (await AskAsync("w3 bob")).IsReduced.ShouldBeFalse();
        _provider.Hits.ShouldBe(hits);
    }

    [Fact]
    public async Task Without_a_provider_nothing_is_embedded_and_nothing_is_said()
    {
        _host = Build(("Embeddings:Model", ""));
        await AddAsync(Mine, Notes.Make("a.md", "a note"));
        (await Passages.StepAsync(Mine, null, Token)).ShouldBe(new EmbeddingOutcome(false, null, false));
        (await Store.CountAsync(Mine, Token)).EmbeddingModel.ShouldBeNull();
        (await AskAsync("note")).Passages.ShouldHaveSingleItem();
        _provider.Hits.ShouldBe(0);
    }

    /// <summary>
    /// Notes and questions: with synonyms the two have no word in common, and the model knows that they mean the same; without, words alone
    /// find every answer.
    /// </summary>
    private async Task JudgeAsync(bool synonyms)
    {
        var words = synonyms ? new WordVectors(32, [.. Enumerable.Range(0, 24).Select(i => $"v{i} w{i}")]) : new WordVectors(32);
        _provider.Reply = _ => Answer(words.Of);
        var documents = await AddAsync(
            Mine,
            [
                .. Enumerable.Range(0, 24)
                    .Select(i => Notes.Make($"note{i}.md", synonyms ? $"v{i}" : $"v{i} w{i}") with { Title = "" }),
            ]);
        await Quality.JudgeAsync(Mine, [.. documents.Select((document, i) => new Judgement($"w{i}", document.Id))], Token);
        await EmbedAsync();
        (await Passages.StepAsync(Mine, null, Token)).AsksForGrades.ShouldBeTrue();
    }

    private Task<SearchResult> AskAsync(string text, string? user = "carol") =>
        Searching.SearchAsync(new SearchQuery { Reader = Ada, Text = text, User = user, Collections = [Mine] }, Token);

    private async Task EmbedAsync(string collection = Mine)
    {
        for (var i = 0; i < 100; i++)
        {
            var outcome = await Passages.StepAsync(collection, null, Token);
            if (outcome.RetryAt is { } at) _time.Advance(at - _time.GetUtcNow());
            else if (!outcome.HasMore) return;
        }

        Assert.Fail("Embedding does not end.");
    }

    private async Task<(int Embedded, string? Model, string? Fault)> CountsAsync() =>
        await Store.CountAsync(Mine, Token) is var counts ? (counts.Embedded, counts.EmbeddingModel, counts.EmbeddingFault) : default;

    private Task<long> RowsAsync(string table) => Database.ReadAsync(
        async sql => await sql.FindAsync($"SELECT count(*) FROM {table}", row => row.GetInt64(0)), Token);

    private Task<SearchScope> ScopeAsync(string model, params string[] collections) => ScopeAsync(model, Ada, collections);

    private async Task<SearchScope> ScopeAsync(string model, Reader reader, params string[] collections) => With(
        (await Database.ReadAsync(
            sql => ScopeRows.ReadAsync(sql, new SearchQuery { Reader = reader, Text = "", Collections = [.. collections] }), Token))!,
        model);

    private static SearchScope With(SearchScope scope, string model) => scope with
    {
        Collections = scope.Collections.ToDictionary(
            c => c.Key, c => c.Value with { Ranking = new Ranking { EmbeddingModel = model, EmbeddingMatch = 1 } }),
    };

    private Task<List<NearPassage>> NearAsync(SearchScope scope, string model, string text, WordVectors? words = null) =>
        Database.ReadAsync(sql => VectorRanking.RankAsync(sql, Ada, scope, model, Unit(text, words), 100), Token);

    private static float[] Unit(string text, WordVectors? words = null)
    {
        var vector = (words ?? s_words).Of(text);
        var norm = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }

    private static ProviderReply Answer(Func<IReadOnlyList<string>, IEnumerable<float[]>>? vectors = null) =>
        new() { Vectors = vectors ?? s_words.Of, Usage = """{"prompt_tokens":7,"total_tokens":7}""" };

    private IHost Build(params (string, string)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Ai:Providers:OpenAi:ApiKey"] = "stand-in-key",
            ["Ai:Providers:OpenAi:BaseUrl"] = _provider.BaseUrl + "/v1",
            ["Ai:Retries"] = "0",
            ["Embeddings:Batch"] = "4",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2)));
        builder.Services.AddSingleton<IAiBilling>(_billing).AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton(Database).AddSingleton(Store);
        builder.AddVaultAi();
        builder.AddKnowledgeEmbeddings();
        builder.AddKnowledgeSearch();
        var host = builder.Build();
        _hosts.Add(host);
        return host;
    }
}
