using System.Net;
using System.Text.Json;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Fakes.Telegram;
using ObsidianVault.Functional.Clients;
using ObsidianVault.Functional.OpenAi;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Knowledge;

/// <summary>Notes that were sent over HTTP answer questions: over HTTP, in a chat, and through other people's clients.</summary>
public sealed class NotesTests(EmbeddedShape embedded, ClusterShape cluster)
{
    private const string Question = "What is the derivative in the chain rule?";

    private const string Query = "/api/v1/rag/query";
    private const string Chat = "/v1/chat/completions";

    private const string Written = """
        It is the outer derivative times the inner one. <q s="1">The derivative of f(g(x)) is f'(g(x)) times g'(x).</q>
        It is the product of both. <q s="1">It is the product of f'(x) and g'(x).</q>
        """;

    private const string Checked = "It is the outer derivative times the inner one. [1]\nIt is the product of both. [?]";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Shapes => ["embedded", "cluster"];

    [Theory, MemberData(nameof(Shapes))]
    public async Task A_question_is_answered_with_citations_that_were_looked_up(string shape)
    {
        await using var notes = await NotesService.StartAsync(shape == "embedded" ? embedded : cluster);
        notes.Says(Written);
        var answer = await NotesService.QueryAsync(notes.Ada, new { query = Question, options = new { top_k = 3 } });
        answer.GetProperty("answer").GetString()!.ReplaceLineEndings("\n").ShouldBe(Checked);
        answer.GetProperty("mode").GetString().ShouldBe("written");
        answer.GetProperty("unverified").GetInt32().ShouldBe(1);
        var citation = answer.GetProperty("citations").EnumerateArray().ShouldHaveSingleItem();
        citation.GetProperty("path").GetString().ShouldBe("Rules/Chain rule.md");
        citation.GetProperty("first_line").GetInt32().ShouldBe(7);
        citation.GetProperty("link").GetString()!.ShouldStartWith("obsidian://open?vault=");
        citation.GetProperty("headings")[1].GetString().ShouldBe("Statement");
        answer.GetProperty("sources").GetArrayLength().ShouldBeGreaterThan(0);
        answer.GetProperty("metadata").GetProperty("model").GetString().ShouldBe("gpt-4o-mini");
        // What its author hid, and what is another person's, reached nobody.
        var prompts = string.Concat(notes.Prompts.Select(r => r.Body.ToJsonString()));
        prompts.ShouldNotContain("hidden remark");
        prompts.ShouldNotContain("999");
        answer.ToString().ShouldNotContain("999");

        // As a stream it is the same, sentence by sentence.
        var (_, stream) = await NotesService.PostAsync(notes.Ada, Query, new { query = Question + " Really?", stream = true });
        var events = stream.Split("\n\n").Where(e => e.StartsWith("event:", StringComparison.Ordinal)).ToArray();
        events.Count(e => e.StartsWith("event: delta", StringComparison.Ordinal)).ShouldBe(2);
        events.ShouldNotContain(e => e.Contains("003Cq") || e.Contains("<q"));
        events[^1].ShouldStartWith("event: done");

        // Another person's collection is as one that does not exist.
        var foreign = await NotesService.PostAsync(notes.Ada, Query, new { query = Question, collections = new[] { notes.Hidden } });
        var missing = await NotesService.PostAsync(notes.Ada, Query, new { query = Question, collections = new[] { "nothere" } });
        foreign.Status.ShouldBe(HttpStatusCode.NotFound);
        WithoutId(foreign.Text).ShouldBe(WithoutId(missing.Text));
        (await NotesService.QueryAsync(notes.Ada, new { query = "Which umbrellas fly to Jupiter?" })).GetProperty("mode").GetString()
            .ShouldBe("nothing");
        var wrong = await NotesService.PostAsync(
            notes.Ada, Query, new { query = "", options = new { top_k = 99 }, history = new[] { new { role = "system", content = "x" } } });
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        JsonDocument.Parse(wrong.Text).RootElement.GetProperty("errors").EnumerateObject().Count().ShouldBe(3);
        (await OpenAiFixture.SettledUsageAsync(notes.Ada)).GetProperty("total").GetDecimal().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task OpenAIs_clients_get_them_as_annotations()
    {
        await using var notes = await NotesService.StartAsync(embedded);
        notes.Says(Written);
        object[] messages = [new { role = "user", content = Question }];
        var (_, whole) = await NotesService.PostAsync(notes.Ada, Chat, new { model = "chat", messages }, "all");
        var message = JsonDocument.Parse(whole).RootElement.GetProperty("choices")[0].GetProperty("message");
        message.GetProperty("content").GetString()!.Trim().ReplaceLineEndings("\n").ShouldBe(Checked);
        var annotation = message.GetProperty("annotations").EnumerateArray().ShouldHaveSingleItem();
        annotation.GetProperty("type").GetString().ShouldBe("url_citation");
        var cited = annotation.GetProperty("url_citation");
        message.GetProperty("content").GetString()![cited.GetProperty("start_index").GetInt32()..cited.GetProperty("end_index").GetInt32()]
            .ShouldBe("It is the outer derivative times the inner one. [1]");
        annotation.GetProperty("vault").GetProperty("note_hash").GetString()!.Length.ShouldBe(64);

        var (_, stream) = await NotesService.PostAsync(
            notes.Ada, Chat, new { model = "chat", stream = true, messages, metadata = new { vault_collections = "all" } });
        var chunks = stream.Split('\n').Where(l => l.StartsWith("data: {", StringComparison.Ordinal))
            .Select(l => JsonDocument.Parse(l[6..]).RootElement).Where(c => c.GetProperty("choices").GetArrayLength() > 0)
            .Select(c => c.GetProperty("choices")[0].GetProperty("delta")).ToArray();
        string.Concat(chunks.Select(d => d.TryGetProperty("content", out var c) ? c.GetString() : "")).Trim().ReplaceLineEndings("\n")
            .ShouldBe(Checked);
        chunks.Where(d => d.TryGetProperty("annotations", out _)).ShouldHaveSingleItem();

        (await NotesService.PostAsync(notes.Ada, Chat, new { model = "chat", messages }, notes.Hidden)).Status
            .ShouldBe(HttpStatusCode.NotFound);
        // A message that the notes have nothing about is answered as before.
        notes.Says("Hello!");
        messages = [new { role = "user", content = "Umbrellas of Jupiter?" }];
        (await NotesService.PostAsync(notes.Ada, Chat, new { model = "chat", messages }, "all")).Text.ShouldContain("Hello!");
        notes.Prompts[^1].Body.ToJsonString().ShouldNotContain("end of the sources");
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task The_Responses_API_has_them_too(string shape)
    {
        const string responses = "/v1/responses";
        await using var notes = await NotesService.StartAsync(shape == "embedded" ? embedded : cluster);
        notes.Says(Written);
        var metadata = new { vault_collections = "all" };
        foreach (var store in (bool[])[true, false])
        {
            var (status, whole) = await NotesService.PostAsync(
                notes.Ada, responses, new { model = "chat", input = Question, store, metadata });
            status.ShouldBe(HttpStatusCode.OK, whole);
            Check(JsonDocument.Parse(whole).RootElement);

            var (_, stream) = await NotesService.PostAsync(
                notes.Ada, responses, new { model = "chat", input = Question, store, stream = true }, "all");
            var events = stream.Split('\n').Where(l => l.StartsWith("data: {", StringComparison.Ordinal))
                .Select(l => JsonDocument.Parse(l[6..]).RootElement).ToArray();
            events.Where(e => e.GetProperty("type").GetString() == "response.output_text.annotation.added").ShouldHaveSingleItem()
                .GetProperty("annotation").GetProperty("url").GetString()!.ShouldStartWith("obsidian://open?vault=");
            Check(events[^1].GetProperty("response"));
            stream.ShouldNotContain("<q");
        }

        // Another person's collection is as one that does not exist, and JSON has no room for sentences with places.
        var foreign = await NotesService.PostAsync(notes.Ada, responses, new { model = "chat", input = Question }, notes.Hidden);
        var missing = await NotesService.PostAsync(notes.Ada, responses, new { model = "chat", input = Question }, "nothere");
        foreign.Status.ShouldBe(HttpStatusCode.NotFound);
        WithoutId(foreign.Text).ShouldBe(WithoutId(missing.Text));
        (await NotesService.PostAsync(
            notes.Ada, responses, new { model = "chat", input = Question, text = new { format = new { type = "json_object" } }, metadata }))
            .Status.ShouldBe(HttpStatusCode.BadRequest);

        static void Check(JsonElement response)
        {
            var part = response.GetProperty("output").EnumerateArray().Single(item => item.GetProperty("type").GetString() == "message")
                .GetProperty("content")[0];
            part.GetProperty("text").GetString()!.Trim().ReplaceLineEndings("\n").ShouldBe(Checked);
            var annotation = part.GetProperty("annotations").EnumerateArray().ShouldHaveSingleItem();
            part.GetProperty("text").GetString()![
                annotation.GetProperty("start_index").GetInt32()..annotation.GetProperty("end_index").GetInt32()]
                .ShouldBe("It is the outer derivative times the inner one. [1]");
            annotation.GetProperty("vault").GetProperty("path").GetString().ShouldBe("Rules/Chain rule.md");
        }
    }

    [Fact]
    public async Task The_official_MCP_client_uses_the_vault()
    {
        var client = await NpmClient.InstallAsync("mcp");
        await using var notes = await NotesService.StartAsync(embedded);
        notes.Provider.Reply = request => new ProviderReply
        {
            Text = request.Body.ToJsonString().Contains("Manim", StringComparison.Ordinal)
                ? "```python\n# title: A circle\nfrom manim import *\nclass A(Scene):\n    def construct(self):\n"
                    + "        self.play(Create(Circle()))\n        self.wait(1)\n```"
                : Written,
        };
        await NotesService.UploadAsync(notes.Ada, ("Heights.md", NotesService.Heights));
        var token = notes.Ada.DefaultRequestHeaders.Authorization!.Parameter!;
        var (exitCode, output, errors) = await NpmClient.RunAsync(
            "node", Path.Combine(client, "drive.mjs"), new Uri(notes.Service.Http.BaseAddress!, "/mcp").ToString(), token, notes.Hidden);
        exitCode.ShouldBe(0, errors);
        var seen = JsonDocument.Parse(output).RootElement;
        seen.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString()).Order()
            .ShouldBe(["ask_notes", "draw_picture", "list_collections", "make_video", "read_note", "search_notes"]);
        seen.GetProperty("tools").EnumerateArray().ShouldAllBe(t => t.GetProperty("output").GetBoolean());
        Value("collections").GetProperty("collections").GetArrayLength().ShouldBe(1);
        Value("search").GetProperty("passages")[0].GetProperty("source").GetProperty("title").GetString().ShouldBe("Chain rule");
        Value("note").GetProperty("text").GetString()!.ShouldContain("It is not the product");
        Value("answer").GetProperty("citations").GetArrayLength().ShouldBe(1);
        Value("answer").GetProperty("answer").GetString()!.ReplaceLineEndings("\n").ShouldBe(Checked);
        foreach (var name in new[] { "noteTable", "noteFunction", "noteLinks" })
            Value(name).GetProperty("content_type").GetString().ShouldBe("image/png", name);
        seen.GetProperty("foreignPicture").GetRawText().ShouldBe(seen.GetProperty("missingPicture").GetRawText());
        foreach (var name in new[] { "foreignCollection", "foreignNote", "wrong", "foreignVideo", "foreignPicture", "nothingToDraw" })
            seen.GetProperty(name).GetProperty("error").GetBoolean().ShouldBeTrue(name);
        seen.GetProperty("foreignCollection").GetRawText().ShouldBe(seen.GetProperty("missingCollection").GetRawText());
        seen.GetProperty("foreignNote").GetRawText().ShouldBe(seen.GetProperty("missingNote").GetRawText());
        Value("picture").GetProperty("content_type").GetString().ShouldBe("image/png");
        Value("video").GetProperty("video_url").GetString()!.ShouldContain("/api/v1/video/");
        Value("video").GetProperty("sources")[0].GetProperty("path").GetString().ShouldBe("Rules/Chain rule.md");
        seen.GetProperty("steps").EnumerateArray().Last().GetProperty("progress").GetInt32().ShouldBe(100);
        seen.GetProperty("nobody").GetString()!.ShouldContain("401");
        seen.GetProperty("stranger").GetString()!.ShouldContain("401");
        output.ShouldNotContain("999");
        // The code was written after the note, which stands between marks.
        notes.Prompts.Select(r => r.Body.ToJsonString()).ShouldContain(b =>
            b.Contains("end of the notes", StringComparison.Ordinal) && b.Contains("sin(3x)", StringComparison.Ordinal));

        JsonElement Value(string name) => seen.GetProperty(name) is var result && !result.GetProperty("error").GetBoolean()
            ? result.GetProperty("value")
            : throw new InvalidOperationException($"{name}: {result}");
    }

    [Fact]
    public async Task A_chat_asks_searches_and_attaches_its_notes()
    {
        await using var notes = await NotesService.StartAsync(embedded);
        var service = notes.Service;
        var id = 0;
        (await SayAsync("/kb")).ShouldContain("no notes for you");
        var own = (await NotesService.GetAsync(notes.Ada, "/api/v1/rag/collections")).GetProperty("collections")[0]
            .GetProperty("collection_id").GetString();
        (await NotesService.PostAsync(
            notes.Ada, $"/api/v1/rag/collections/{own}", new { visibility = "everyone", name = "Analysis" }, method: HttpMethod.Patch))
            .Status.ShouldBe(HttpStatusCode.OK);
        (await SayAsync("/kb")).ShouldContain("1. Analysis");
        (await SayAsync("/search derivative chain rule")).ShouldContain("1. Chain rule");
        notes.Says(Written);
        var answer = await SayAsync("/ask " + Question);
        answer.ShouldContain("times the inner one. [1]");
        answer.ShouldContain("It is the product of both. [?]");
        answer.ShouldContain("[1] Chain rule › Statement, 7 · Analysis");
        answer.ShouldContain("[?] I could not find this in the notes.");
        // Not attached: a plain question is answered as before.
        notes.Says("Plain answer.");
        (await SayAsync("What is a derivative in the chain rule, please?")).ShouldBe("Plain answer.");
        (await SayAsync("/kb 1")).ShouldContain("Analysis");
        notes.Says(Written);
        (await SayAsync("What is the derivative in the chain rule again now?")).ShouldContain("times the inner one. [1]");
        notes.Says("Plain answer.");
        (await SayAsync("Do umbrellas fly to Jupiter at night?")).ShouldBe("Plain answer.");
        (await SayAsync("/kb off")).ShouldContain("No collection");
        (await SayAsync("/lang fr")).ShouldContain("français");
        (await SayAsync("/ask Ombrelles sur Jupiter")).ShouldBe("Je n'ai rien trouvé à ce sujet dans les notes.");
        (await SayAsync("/video explique [[Secret plan]]")).ShouldContain("aucune note");
        notes.Prompts.ShouldNotContain(r => r.Body.ToJsonString().Contains("999"));

        Task<string> SayAsync(string text) => HeardAsync(service, () => service.TelegramAsync(++id, text));
    }

    [Fact]
    public async Task A_document_that_is_sent_to_the_chat_is_learnt_when_the_person_says_so()
    {
        await using var notes = await NotesService.StartAsync(embedded);
        var service = notes.Service;
        var id = 100;
        (await HeardAsync(service, () => service.TelegramAsync(++id, "/learn"))).ShouldContain("Send me a document");
        (await HeardAsync(service, () => FileAsync("Kites.md", "# Kites\n\nA kite has two pairs of equal sides."))).ShouldContain("/learn");
        (await HeardAsync(service, () => service.TelegramAsync(++id, "/learn"))).ShouldBe(
            "Learnt: Kites.md, 1 passages. Ask about it with /ask.");
        (await HeardAsync(service, () => service.TelegramAsync(++id, "/search kite sides"))).ShouldContain("Kites");
        (await HeardAsync(service, () => FileAsync("Broken.pdf", "This is no PDF.", "/learn"))).ShouldStartWith("Not learnt: Broken.pdf.");
        (await HeardAsync(service, () => FileAsync("Song.mp3", "la la", "/learn"))).ShouldStartWith("Not learnt: Song.mp3.");
        // Nobody else finds it.
        (await HeardAsync(service, () => service.TelegramAsync(++id, "/search kite sides", chat: 43))).ShouldNotContain("Kites");

        Task<HttpStatusCode> FileAsync(string name, string text, string? caption = null) =>
            service.TelegramFileAsync(++id, name, System.Text.Encoding.UTF8.GetBytes(text), caption);
    }

    /// <summary>The bot's answer to what is sent.</summary>
    private static async Task<string> HeardAsync(VaultService service, Func<Task<HttpStatusCode>> send)
    {
        var before = service.Telegram.Requests.Items.Count;
        (await send()).ShouldBe(HttpStatusCode.OK);
        TelegramMessageSent? sent = null;
        await VaultService.UntilAsync(
            () => Task.FromResult(
                (sent = service.Telegram.Requests.Items.Skip(before).OfType<TelegramMessageSent>().FirstOrDefault()) is not null),
            "an answer", Patience);
        return sent!.Text;
    }

    private static string WithoutId(string problem) => System.Text.RegularExpressions.Regex.Replace(problem, "req_[a-z0-9]+", "");
}
