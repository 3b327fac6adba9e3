using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Search;

namespace ObsidianVault.Cluster.Knowledge;

public abstract class KnowledgeSearchContract : KnowledgeContract
{
    [Fact]
    public async Task Only_what_the_reader_may_see_takes_part()
    {
        var (bob, eve) = (Reader.Of("session:1", "bob"), Reader.Of("eve"));
        await SaveAsync("team", "ada", Visibility.People, ("bob", MemberRight.Read));
        await SaveAsync("all", "ada", Visibility.Everyone);
        await SaveAsync("closed", "ada", Visibility.Private, ("bob", MemberRight.Write));
        foreach (var id in (string[])[Mine, "team", "all", "closed"])
            await AddAsync(id, Notes.Make($"{id}.md", $"a shared word of {id} collection{id}"));
        (await FindAsync("shared")).Order().ShouldBe(["all.md", "closed.md", "mine.md", "team.md"]);
        (await FindAsync("shared", bob)).Order().ShouldBe(["all.md", "team.md"]);
        (await FindAsync("shared", eve)).ShouldBe(["all.md"]);
        (await FindAsync("shared", eve, "team")).ShouldBeEmpty();
        (await FindAsync("shared", eve, "team", "all", "none")).ShouldBe(["all.md"]);
        (await Store.ListCollectionsAsync(bob, Token)).Select(collection => collection.Id).ShouldBe(["all", "team"]);

        // Nothing of others shows in a score either.
        var before = (await SearchAsync("shared", eve)).Single().Score;
        await AddAsync(Mine, [.. Enumerable.Range(0, 50).Select(i => Notes.Make($"more{i}.md", "shared shared words"))]);
        (await SearchAsync("shared", eve)).Single().Score.ShouldBe(before);

        await SaveAsync("team", "ada");
        (await FindAsync("shared", bob)).ShouldBe(["all.md"]);
    }

    [Fact]
    public async Task A_filter_stands_before_the_best_are_taken()
    {
        await AddAsync(Mine, [.. Enumerable.Range(0, 400).Select(i => Notes.Make($"noise/{i}.md", $"derivative derivative {i}"))]);
        await AddAsync(
            Mine,
            Notes.Make("maths/calculus/a.md", "one derivative among many other words here") with { Tags = ["maths/calculus"] },
            Notes.Make("maths/b.md", "a derivative, and much else besides it in this sentence") with
            {
                Tags = ["maths"],
                Properties = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("Status", ["Done", "Checked"]),
            },
            Notes.Make("mathsx/c.md", "derivative again with many more words than are needed") with { Tags = ["mathsx"] });
        (await FilterAsync(query => query with { Tags = ["#Maths"] })).ShouldBe(["maths/b.md", "maths/calculus/a.md"]);
        (await FilterAsync(query => query with { Tags = ["maths", "maths/calculus"] })).ShouldBe(["maths/calculus/a.md"]);
        (await FilterAsync(query => query with { Folder = "maths/" })).ShouldBe(["maths/b.md", "maths/calculus/a.md"]);
        (await FilterAsync(query => query with { Folder = "maths/calculus" })).ShouldBe(["maths/calculus/a.md"]);
        (await FilterAsync(query => query with { Properties = Property("status", "checked") })).ShouldBe(["maths/b.md"]);
        (await FilterAsync(query => query with { Properties = Property("status", "open") })).ShouldBeEmpty();
        (await FilterAsync(query => query with { Tags = ["%"] })).ShouldBeEmpty();

        async Task<string[]> FilterAsync(Func<SearchQuery, SearchQuery> filter) =>
            [.. (await Search.SearchAsync(filter(new SearchQuery { Reader = Ada, Text = "derivative", Limit = 5 }), Token))
                .Passages.Select(found => found.Path).Order()];

        static ImmutableDictionary<string, string> Property(string key, string value) =>
            ImmutableDictionary<string, string>.Empty.Add(key, value);
    }

    public static TheoryData<string, bool> Hostile() => new()
    {
        { "\"integral", true },
        { "integral\" OR \"x", true },
        { "integral*", true },
        { "NEAR(integral sum)", true },
        { "title:integral", true },
        { "{a b}: integral", true },
        { "^integral", true },
        { "integral AND (", true },
        { "NOT integral", true },
        { "integral & !sum | <->", true },
        { "integral:*", true },
        { "integral\0sum", true },
        { "integral'; DROP TABLE vault_document; --", true },
        { "\ud800 integral \udc00", true },
        { "%_\\ $$ @people integral", true },
        { new string('(', 5_000) + " integral", true },
        { "", false },
        { "   \t\n", false },
        { "the of and", false },
        { "\0", false },
        { "\"", false },
        { "*", false },
        { new string('a', 1_000_000), false },
        { string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"q{i}")), false },
    };

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public async Task A_query_is_words_and_nothing_else(string text, bool finds)
    {
        await AddAsync(Mine, Notes.Make("a.md", "An integral is a limit of sums"));
        (await FindAsync(text)).ShouldBe(finds ? ["a.md"] : []);
    }

    [Theory]
    [InlineData("Die Ableitung einer verketteten Funktion", "ableitung")]
    [InlineData("Die Donaudampfschifffahrtsgesellschaft", "Dampfschiff")]
    [InlineData("Das Dampfschiff fährt", "Donaudampfschifffahrt")]
    [InlineData("call reticulatesplines", "splines")]
    [InlineData("Größe und Maß", "grosse MASS")]
    [InlineData("La dérivée d'une fonction à l'infini", "derivee")]
    [InlineData("L'Hôpital", "hopital")]
    [InlineData("قاعدة السِّلسلة في التفاضل", "السلسلة")]
    [InlineData("श्रृंखला नियम से अवकलज", "नियम")]
    [InlineData("链式法则用于求导数", "导数")]
    [InlineData("链式法则用于求导数", "数")]
    [InlineData("合成関数の微分は連鎖律による", "微分")]
    [InlineData("합성함수의 미분은 연쇄법칙을 쓴다", "미분")]
    [InlineData("อนุพันธ์ของฟังก์ชัน", "ฟังก์ชัน")]
    [InlineData("Производная сложной функции ещё раз", "еще ФУНКЦИИ")]
    [InlineData("call getUserName2 before save_all_users()", "user name")]
    [InlineData("call getUserName2 before save_all_users()", "getusername2")]
    [InlineData("call getUserName2 before save_all_users()", "saveAllUsers")]
    [InlineData("written in C++, not in C#", "c++")]
    [InlineData("e^{i\\pi} + 1 = 0 and \\int_0^1 x dx", "pi int")]
    [InlineData("we write ∫ f dx ≤ 1", "∫")]
    [InlineData("an e-mail about well-being", "email")]
    [InlineData("Ｆｕｌｌ　ｗｉｄｔｈ", "width")]
    [InlineData("vitamin C", "c")]
    [InlineData("٣ تفاحات", "3")]
    public async Task Text_of_every_script_is_found(string text, string query)
    {
        await AddAsync(Mine, Notes.Make("it.md", text), Notes.Make("other.md", "nothing of that here 空 無 없"));
        var found = (await SearchAsync(query)).ShouldHaveSingleItem();
        found.Path.ShouldBe("it.md");
        found.Relevance.ShouldBeGreaterThan(0.4);
    }

    [Fact]
    public async Task Relevance_tells_an_answer_from_words_that_happen_to_be_there()
    {
        await AddAsync(
            Mine, Notes.Make("chain.md", "The chain rule differentiates a composition of functions."),
            Notes.Make("bread.md", "Bread rises by yeast."), Notes.Make("people.md", "Most people write functions by hand."));
        (await SearchAsync("explain the chain rule for composition of functions"))[0].Relevance.ShouldBeGreaterThan(0.8);
        (await SearchAsync("which people won the Eurovision contest in Malmö"))[0].Relevance.ShouldBeLessThan(0.4);
        (await SearchAsync("zebra")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("How do I use the chain rule?", "Chain rule.md")]
    [InlineData("derivative of a composition", "Chain rule.md")]
    [InlineData("Which values does a limit approach?", "Limits.md")]
    public async Task A_few_notes_answer_a_question_with_words_that_they_lack(string question, string path)
    {
        await AddAsync(
            Mine, Notes.Make("Chain rule.md", "The derivative of f(g(x)): outer at inner, times inner. See Limits."),
            Notes.Make("Limits.md", "A limit is what values come close to. See the chain rule."));
        var found = (await SearchAsync(question))[0];
        found.Path.ShouldBe(path);
        found.Relevance.ShouldBeGreaterThan(0.3);
    }

    [Theory]
    [InlineData("連鎖律とは何ですか？", "微分係数は関数の変化率です。連鎖律は合成関数に使います。")]
    [InlineData("请问链式法则的定义是什么？", "导数是函数的变化率。链式法则用于复合函数。")]
    [InlineData("연쇄법칙이란 무엇인가요? 설명해 주세요", "도함수는 함수의 변화율이다. 연쇄법칙은 합성함수에 쓴다.")]
    [InlineData("Kannst du mir bitte erklären, was die Kettenregel ist?", "Verkettete Funktionen leitet man mit der Kettenregel ab.")]
    [InlineData("Peux-tu m'expliquer ce qu'est la dérivation ?", "Vitesse de variation : dérivation d'une fonction.")]
    [InlineData("¿Me puedes explicar qué es y cómo funciona la derivada?", "Derivada: razón de cambio.")]
    [InlineData("Объясни мне, пожалуйста, что такое производная", "Скорость изменения функции: производная.")]
    [InlineData("اشرح لي ما هي المشتقة", "المشتقة معدل تغير الدالة.")]
    [InlineData("मुझे बताओ कि अवकलज क्या है", "अवकलज किसी फलन के परिवर्तन की दर।")]
    public async Task A_question_in_any_language_is_judged_by_what_it_asks_for(string question, string note)
    {
        await AddAsync(Mine, Notes.Make("a.md", note), Notes.Make("b.md", "Something else entirely."));
        var found = (await SearchAsync(question))[0];
        found.Path.ShouldBe("a.md");
        // Answers leave out what has less.
        found.Relevance.ShouldBeGreaterThanOrEqualTo(0.3);
    }

    [Fact]
    public async Task One_long_note_does_not_fill_the_result_and_no_text_is_in_it_twice()
    {
        await AddAsync(
            Mine,
            Notes.Make("long.md", string.Join("\n\n", Enumerable.Range(0, 20).Select(i => $"vector space number{i} basis{i} field{i}"))),
            Notes.Make("copy1.md", "a vector is an element of a space"), Notes.Make("copy2.md", "a vector is an element of a space"),
            Notes.Make("copy3.md", "A vector is an element of a space."));
        var found = (await Search.SearchAsync(new SearchQuery { Reader = Ada, Text = "vector space", PerNote = 2 }, Token)).Passages;
        found.Count(passage => passage.Path == "long.md").ShouldBe(2);
        found.Count(passage => passage.Path.StartsWith("copy", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task The_generation_changes_with_what_can_be_found_and_who_may()
    {
        var one = await GenerationAsync(Ada);
        (await GenerationAsync(Ada)).ShouldBe(one);
        await AddAsync(Mine, Notes.Make("a.md", "word"));
        var two = await GenerationAsync(Ada);
        two.ShouldNotBe(one);
        await SaveAsync(Mine, "ada", Visibility.Everyone);
        (await GenerationAsync(Ada)).ShouldNotBe(two);
        (await GenerationAsync(Reader.Of("eve"))).ShouldBe(await GenerationAsync(Ada));
        await SaveAsync("more", "eve");
        (await GenerationAsync(Reader.Of("eve"))).ShouldNotBe(await GenerationAsync(Ada));

        async Task<string> GenerationAsync(Reader reader) =>
            (await Search.SearchAsync(new SearchQuery { Reader = reader, Text = "word" }, Token)).Generation;
    }
}
