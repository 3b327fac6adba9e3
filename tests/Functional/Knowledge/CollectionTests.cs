using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Functional.Service;
using ObsidianVault.Sync;

namespace ObsidianVault.Functional.Knowledge;

/// <summary>Collections over HTTP: bringing documents in, keeping them, sharing them, and losing them without a trace.</summary>
public abstract class CollectionTests(KnowledgeService service)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_shape_of_the_address_still_answers_at_once()
    {
        using var person = (await service.PersonAsync()).Http;
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"title":"The chain rule","category":"maths","tags":["calculus"]}"""), "metadata" },
            { new ByteArrayContent("# Chain\n\nThe outer derivative times the inner one."u8.ToArray()), "file", "chain.md" },
        };
        using var response = await person.PostAsync("/api/v1/rag/documents", form, Cancelled);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        answer.GetProperty("status").GetString().ShouldBe("indexed");
        answer.GetProperty("chunks_created").GetInt32().ShouldBeGreaterThan(0);
        answer.GetProperty("document_id").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task The_same_bytes_change_nothing_and_a_changed_note_is_read_alone()
    {
        var person = await service.PersonAsync();
        var id = await person.CreateAsync("Unchanged");
        await person.UploadAsync(id, ("A.md", "About apples. [[B]]"), ("Folder/B.md", "About pears."));
        await person.UntilReadAsync(id);
        var before = await person.DocumentsAsync(id);
        before.Select(d => d.GetProperty("status").GetString()).ShouldAllBe(status => status == "indexed");
        var generation = (await person.GetAsync($"/api/v1/rag/collections/{id}")).GetProperty("generation").GetInt64();

        await person.UploadAsync(id, ("A.md", "About apples. [[B]]"), ("Folder/B.md", "About pears."));
        (await person.GetAsync($"/api/v1/rag/collections/{id}")).GetProperty("generation").GetInt64().ShouldBe(generation);
        (await person.DocumentsAsync(id)).Select(d => d.GetRawText()).ShouldBe(before.Select(d => d.GetRawText()));

        await person.UploadAsync(id, ("A.md", "About oranges. [[B]]"), ("Folder/B.md", "About pears."));
        await person.UntilReadAsync(id);
        var after = await person.DocumentsAsync(id);
        after[0].GetProperty("document_id").GetString().ShouldBe(before[0].GetProperty("document_id").GetString());
        after[0].GetProperty("hash").GetString().ShouldNotBe(before[0].GetProperty("hash").GetString());
        after[1].GetRawText().ShouldBe(before[1].GetRawText());
    }

    [Fact]
    public async Task A_note_is_read_with_its_links_both_ways()
    {
        var person = await service.PersonAsync();
        var id = await person.CreateAsync("Linked");
        await person.UploadAsync(
            id,
            ("A.md", "---\ntags: [fruit]\n---\nSee [[B#Kinds|pears]] and [[Nowhere]].\n%%hidden%%\n"), ("Folder/B.md", "# Kinds\nPears."));
        await person.UntilReadAsync(id);
        var ids = (await person.DocumentsAsync(id)).ToDictionary(
            d => d.GetProperty("path").GetString()!, d => d.GetProperty("document_id").GetString()!);

        var note = await person.GetAsync($"/api/v1/rag/documents/{ids["A.md"]}/note");
        note.GetProperty("tags")[0].GetString().ShouldBe("fruit");
        note.GetProperty("text").GetString()!.ShouldContain("See [[B#Kinds|pears]]");
        note.GetProperty("text").GetString()!.ShouldNotContain("hidden");
        var links = note.GetProperty("links").EnumerateArray().ToList();
        links.Select(l => l.GetProperty("target").GetString()).ShouldBe(["B", "Nowhere"]);
        links[0].GetProperty("line").GetInt32().ShouldBe(4);
        links[0].GetProperty("heading").GetString().ShouldBe("Kinds");
        links[0].GetProperty("document_id").GetString().ShouldBe(ids["Folder/B.md"]);
        links[1].TryGetProperty("document_id", out _).ShouldBeFalse();

        var other = await person.GetAsync($"/api/v1/rag/documents/{ids["Folder/B.md"]}/note");
        other.GetProperty("backlinks").EnumerateArray().Single().GetProperty("path").GetString().ShouldBe("A.md");
    }

    [Fact]
    public async Task A_collection_is_graded_by_its_links_and_by_questions_of_its_owner()
    {
        var (owner, other) = (await service.PersonAsync(), await service.PersonAsync());
        var id = await owner.CreateAsync("Graded");
        await owner.UploadAsync(
            id,
            ("A.md", "Water falls from the clouds when it gets cold, as told in [[Rain]]."), ("Rain.md", "Drops of water from clouds."));
        await owner.UntilReadAsync(id);
        var address = $"/api/v1/rag/collections/{id}/quality";
        var before = await owner.GetAsync(address);
        before.TryGetProperty("graded_at", out _).ShouldBeFalse();
        before.GetProperty("verdict").GetString()!.ShouldContain("not been graded");

        var rain = (await owner.DocumentsAsync(id)).Single(d => d.GetProperty("path").GetString() == "Rain.md");
        var judgements = new[] { new { query = "why do drops fall?", document_id = rain.GetProperty("document_id").GetString() } };
        using (var asked = await owner.Http.PostAsJsonAsync(address, new { judgements }, Cancelled))
            asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.AssertAsync(
            async () => (await owner.GetAsync(address)).TryGetProperty("graded_at", out _), "it is graded");
        var graded = await owner.GetAsync(address);
        graded.GetProperty("link_questions").GetInt32().ShouldBe(1);
        graded.GetProperty("judged_questions").GetInt32().ShouldBe(1);
        graded.GetProperty("verdict").GetString()!.ShouldContain("too few");
        graded.GetProperty("grades")[0].GetProperty("mrr").GetDouble().ShouldBeGreaterThan(0);

        (await other.Http.GetAsync(address, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var theirs = await other.Http.PostAsJsonAsync(address, new { judgements }, Cancelled);
        theirs.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_rename_keeps_the_id_and_the_links_to_it()
    {
        var person = await service.PersonAsync();
        var id = await person.CreateAsync("Renamed");
        (string, string)[] files = [("A.md", "See [[Old name]]."), ("Old name.md", "What it is about."), ("Gone.md", "Soon gone.")];
        await person.UploadAsync(id, files);
        await person.UntilReadAsync(id);
        var old = (await person.DocumentsAsync(id)).Single(d => d.GetProperty("path").GetString() == "Old name.md");

        (string, string)[] now =
            [("A.md", Hash("See [[Old name]].")), ("Sub/New name.md", Hash("What it is about.")), ("New.md", Hash("New."))];
        var plan = await person.SyncAsync(id, commit: false, now);
        plan.GetProperty("missing").EnumerateArray().Select(p => p.GetString()).ShouldBe(["New.md"]);
        plan.GetProperty("gone").EnumerateArray().Select(p => p.GetString()).ShouldBe(["Gone.md"]);
        plan.GetProperty("renamed").GetArrayLength().ShouldBe(1);
        (await person.DocumentsAsync(id)).Length.ShouldBe(3, "only compared");

        await person.SyncAsync(id, commit: true, now);
        await person.UntilReadAsync(id);
        var documents = await person.DocumentsAsync(id);
        documents.Select(d => d.GetProperty("path").GetString()).ShouldBe(["A.md", "Sub/New name.md"]);
        documents[1].GetProperty("document_id").GetString().ShouldBe(old.GetProperty("document_id").GetString());
        documents[1].GetProperty("status").GetString().ShouldBe("indexed");

        var exported = await ExportAsync(person, id);
        var links = JsonSerializer.Deserialize<JsonElement>(exported["links.json"]);
        links.EnumerateArray().Single(link => link.GetProperty("from").GetString() == "A.md").GetProperty("to").GetString()
            .ShouldBe("Sub/New name.md");
        exported["Sub/New name.md"].ShouldBe("What it is about.");
    }

    [Fact]
    public async Task Each_file_that_cannot_be_taken_is_refused_in_a_sentence_and_the_rest_goes_on()
    {
        var person = await service.PersonAsync();
        var id = await person.CreateAsync("Limits");
        using var response = await person.SendAsync(
            id, ("Large.md", new byte[1_048_577]), ("program.exe", [1]), ("../out.md", [65]), ("Broken.pdf", "no PDF"u8.ToArray()),
            ("Old.doc", [1]), ("Good.md", "Good."u8.ToArray()), ("Good.md", "Twice."u8.ToArray()), ($"{new string('a', 600)}.md", [65]),
            ("Empty.pdf", []), ("Exact.md", Encoding.UTF8.GetBytes(new string('a', 1_048_576))));
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await person.UntilReadAsync(id);
        var answer = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("documents").EnumerateArray();
        var said = answer.Select(d => d.GetProperty("status").GetString() == "refused" ? d.GetProperty("reason").GetString() : null)
            .ToArray();
        said.Select(reason => reason is null).ShouldBe([false, false, false, true, false, true, false, false, true, true]);
        said.OfType<string>().ShouldAllBe(reason => reason.Length > 20 && reason.EndsWith('.'));
        (await person.DocumentsAsync(id)).Select(d => (d.GetProperty("path").GetString(), d.GetProperty("status").GetString()))
            .ShouldBe([("Broken.pdf", "refused"), ("Empty.pdf", "refused"), ("Exact.md", "indexed"), ("Good.md", "indexed")]);
    }

    [Fact]
    public async Task A_part_of_a_form_that_cannot_be_told_is_no_file_that_was_taken()
    {
        var person = await service.PersonAsync();
        using var form = new MultipartFormDataContent();
        using var part = new ByteArrayContent("Some text."u8.ToArray());
        // The "/" stands neither in quotes nor encoded.
        part.Headers.TryAddWithoutValidation("Content-Disposition", "form-data; name=\"file\"; filename*=UTF-8''Folder/A.md");
        form.Add(part);
        using var response = await person.Http.PostAsync("/api/v1/rag/documents", form, Cancelled);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancelled)).ShouldContain("malformed_form");
    }

    [Fact]
    public async Task What_becomes_of_documents_is_followed_until_all_are_read()
    {
        var person = await service.PersonAsync();
        var id = await person.CreateAsync("Followed");
        await person.UploadAsync(id, [.. Enumerable.Range(0, 60).Select(i => ($"{i}.md", $"Note {i} of sixty."))]);
        var events = new List<(string? Id, JsonElement Data)>();
        using (var response = await person.Http.GetAsync(
            $"/api/v1/rag/collections/{id}/events", HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
            await using var body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(Cancelled);
            await foreach (var item in SseParser.Create(body).EnumerateAsync(Cancelled))
                events.Add((item.EventId, JsonSerializer.Deserialize<JsonElement>(item.Data)));
        }

        events[^1].Data.GetProperty("status").GetString().ShouldBe("ready");
        events[^1].Data.GetProperty("passages").GetInt32().ShouldBe(60);
        var generations = events.Select(one => one.Data.GetProperty("generation").GetInt64()).ToArray();
        generations.ShouldBe(generations.Order());
        // A browser that comes back after the end is told that there is nothing more: its parts may still be merged once.
        var last = events[^1].Id.ShouldNotBeNull();
        await VaultService.UntilAsync(
            async () =>
            {
                using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/rag/collections/{id}/events");
                again.Headers.Add("Last-Event-ID", last);
                using var ended = await person.Http.SendAsync(again, Cancelled);
                if (ended.StatusCode == HttpStatusCode.NoContent) return true;
                await using var body = await ended.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(Cancelled);
                await foreach (var item in SseParser.Create(body).EnumerateAsync(Cancelled)) last = item.EventId.ShouldNotBeNull();
                return false;
            },
            "there is nothing more");
    }

    [Fact]
    public async Task What_is_deleted_leaves_no_trace()
    {
        var person = await service.PersonAsync();
        var id = await person.CreateAsync("Traces");
        await person.UploadAsync(id, ("Quokkafish.md", "The word quokkafish, [[Elsewhere|quokkafish]] #quokkafish"), ("Keep.md", "Kept."));
        await person.UntilReadAsync(id);
        (await Traces.OfAsync(service, "quokkafish")).ShouldNotBeEmpty();
        var document = (await person.DocumentsAsync(id)).Single(d => d.GetProperty("path").GetString() == "Quokkafish.md");
        var address = $"/api/v1/rag/documents/{document.GetProperty("document_id").GetString()}";
        (await person.Http.GetStringAsync(address + "/original", Cancelled)).ShouldContain("The word quokkafish");

        using (var deleted = await person.Http.DeleteAsync(address, Cancelled)) deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        foreach (var gone in new[] { address, address + "/original" })
        {
            using var response = await person.Http.GetAsync(gone, Cancelled);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        await UntilNoTraceAsync("quokkafish");
        (await person.DocumentsAsync(id)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task An_erased_collection_leaves_no_trace()
    {
        var person = await service.PersonAsync();
        var id = await person.CreateAsync("wombatfish collection");
        await person.UploadAsync(id, ("A.md", "One wombatfish. [[B]]"), ("B.md", "Two wombatfish. ^block"));
        await person.UntilReadAsync(id);
        (await Traces.OfAsync(service, "wombatfish")).ShouldNotBeEmpty();
        using (var erased = await person.Http.DeleteAsync($"/api/v1/rag/collections/{id}", Cancelled))
            erased.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using (var gone = await person.Http.GetAsync($"/api/v1/rag/collections/{id}", Cancelled))
            gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await UntilNoTraceAsync("wombatfish");
    }

    [Fact]
    public async Task A_hostile_archive_is_taken_where_it_can_be_and_refused_where_not()
    {
        var person = await service.PersonAsync();
        var id = await person.CreateAsync("Archive");
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "MyVault/.obsidian/app.json", "{}");
            Add(zip, "MyVault/Good.md", "Good. [[Also good]]");
            Add(zip, "MyVault/Sub/Also good.md", "Also.");
            Add(zip, "MyVault/.trash/Deleted.md", "Deleted.");
            Add(zip, "../../etc/cron.d/evil.md", "Evil.");
            Add(zip, "/abs.md", "Evil.");
            Add(zip, "C:\\win.md", "Evil.");
            Add(zip, "MyVault/Good.md", "A second one.");
            Add(zip, "MyVault/picture.png", "PNG");
            var link = zip.CreateEntry("MyVault/link.md");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            using (var target = link.Open()) target.Write("/etc/passwd"u8);
            using (var bomb = zip.CreateEntry("MyVault/bomb.md", CompressionLevel.SmallestSize).Open())
                for (var i = 0; i < 64; i++) bomb.Write(new byte[1024 * 1024]);
        }

        using var response = await person.SendAsync(id, ("vault.zip", bytes.ToArray()), ("not.zip", "this is no zip"u8.ToArray()));
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        var refused = answer.GetProperty("documents").EnumerateArray()
            .Where(d => d.GetProperty("status").GetString() == "refused").ToList();
        refused.Count.ShouldBe(8);
        refused.ShouldAllBe(d => d.GetProperty("reason").GetString()!.Length > 10);
        await person.UntilReadAsync(id);
        (await person.DocumentsAsync(id)).Select(d => d.GetProperty("path").GetString()).ShouldBe(["Good.md", "Sub/Also good.md"]);
    }

    [Fact]
    public async Task Two_people_never_see_each_others_notes()
    {
        var (alice, bob) = (await service.PersonAsync(), await service.PersonAsync());
        var id = await alice.CreateAsync("Diary");
        await alice.UploadAsync(id, ("Secret.md", "The secret."));
        await alice.UntilReadAsync(id);
        var document = (await alice.DocumentsAsync(id))[0].GetProperty("document_id").GetString()!;
        const string nobodys = "aaaaaaaaaaaaaaaaaaaaaaaaaa";

        (HttpMethod Method, string Address, Func<HttpContent>? Body)[] requests =
        [
            (HttpMethod.Get, "collections/{c}", null),
            (HttpMethod.Patch, "collections/{c}", () => JsonContent.Create(new { visibility = "everyone" })),
            (HttpMethod.Delete, "collections/{c}", null),
            (HttpMethod.Get, "collections/{c}/members", null),
            (HttpMethod.Put, "collections/{c}/members/" + nobodys, () => JsonContent.Create(new { right = "write" })),
            (HttpMethod.Delete, "collections/{c}/members/" + nobodys, null),
            (HttpMethod.Post, "collections/{c}/sync", () => JsonContent.Create(new { files = Array.Empty<object>(), commit = true })),
            (HttpMethod.Get, "collections/{c}/events", null),
            (HttpMethod.Get, "collections/{c}/export", null),
            (HttpMethod.Get, "documents?collection={c}", null),
            (HttpMethod.Post, "documents", null),
            (HttpMethod.Get, "documents/{d}", null),
            (HttpMethod.Get, "documents/{d}/original", null),
            (HttpMethod.Get, "documents/{d}/note", null),
            (HttpMethod.Delete, "documents/{d}", null),
        ];
        foreach (var (method, address, body) in requests)
        {
            var theirs = await AskAsync(bob, method, address, body, id, document);
            var missing = await AskAsync(bob, method, address, body, nobodys, nobodys);
            theirs.Status.ShouldBe(HttpStatusCode.NotFound, $"{method} {address}");
            theirs.ShouldBe(missing, $"{method} {address}");
        }

        // By its name it is not theirs either, and their lists do not have it.
        using (var byName = await bob.SendAsync("Diary", ("x.md", "x"u8.ToArray()))) byName.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await bob.GetAsync("/api/v1/rag/collections")).GetProperty("collections").GetArrayLength().ShouldBe(0);
        (await alice.DocumentsAsync(id)).Length.ShouldBe(1);

        // Named, Bob reads and no more; later he writes; later he is nobody again.
        var person = (await bob.GetAsync("/api/v1/rag/collections")).GetProperty("person_id").GetString();
        await PutAsync(alice, $"/api/v1/rag/collections/{id}/members/{person}", new { right = "read" }, HttpStatusCode.OK);
        (await AskAsync(bob, HttpMethod.Get, "documents/{d}", null, id, document)).Status.ShouldBe(HttpStatusCode.NotFound, "private");
        using (var shared = await alice.Http.PatchAsJsonAsync($"/api/v1/rag/collections/{id}", new { visibility = "people" }, Cancelled))
            shared.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(bob, HttpMethod.Get, "documents/{d}", null, id, document)).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(bob, HttpMethod.Delete, "documents/{d}", null, id, document)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(bob, HttpMethod.Delete, "collections/{c}", null, id, document)).Status.ShouldBe(HttpStatusCode.Forbidden);
        using (var refused = await bob.SendAsync(id, ("B.md", "By Bob."u8.ToArray())))
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await PutAsync(alice, $"/api/v1/rag/collections/{id}/members/{person}", new { right = "write" }, HttpStatusCode.OK);
        using (var taken = await bob.SendAsync("Diary", ("B.md", "By Bob."u8.ToArray())))
            taken.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using (var removed = await alice.Http.DeleteAsync($"/api/v1/rag/collections/{id}/members/{person}", Cancelled))
            removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await AskAsync(bob, HttpMethod.Get, "documents/{d}", null, id, document)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Requests_with_a_name_are_carried_out_once()
    {
        var person = await service.PersonAsync();
        async Task<(HttpStatusCode, string)> CreateAsync(string name)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/rag/collections")
            {
                Content = JsonContent.Create(new { name }), Headers = { { "Idempotency-Key", "one" } },
            };
            using var response = await person.Http.SendAsync(request, Cancelled);
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
            return (response.StatusCode, body.TryGetProperty("collection_id", out var id) ? id.GetString()! : "");
        }

        var first = await CreateAsync("Once");
        first.Item1.ShouldBe(HttpStatusCode.Created);
        (await CreateAsync("Once")).ShouldBe(first);
        (await CreateAsync("Twice")).Item1.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_vault_on_this_machine_is_brought_in_and_followed_by_what_changed()
    {
        using var folder = new TempFolder();
        using var config = new TempFolder();
        async Task<(int Code, string Said)> SyncAsync()
        {
            using var said = new StringWriter();
            var code = await SyncProgram.RunAsync(
                [folder.Path, "--collection", "Local", "--url", service.Vault.Http.BaseAddress!.ToString()],
                name => name == "XDG_CONFIG_HOME" ? config.Path : null, said, said, Cancelled);
            return (code, said.ToString());
        }

        Write("One.md", "One. [[Two]]");
        Write("Ünder/Two & a half.md", "Two.");
        Write(".obsidian/app.json", "{}");
        Write("image.png", "PNG");
        var first = await SyncAsync();
        first.Said.ShouldContain("Local: 2 sent, 0 renamed, 0 deleted, 0 unchanged, 0 refused");
        first.Code.ShouldBe(0);
        var token = Directory.GetFiles(Path.Combine(config.Path, "obsidian-vault")).ShouldHaveSingleItem();
        File.GetUnixFileMode(token).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await SyncAsync()).Said.ShouldContain("Local: 0 sent, 0 renamed, 0 deleted, 2 unchanged");

        Write("One.md", "One, changed.");
        File.Move(Path.Combine(folder.Path, "Ünder/Two & a half.md"), Path.Combine(folder.Path, "Three.md"));
        Write("Broken.pdf", "this is no PDF");
        var second = await SyncAsync();
        second.Said.ShouldContain("1 renamed, 0 deleted, 0 unchanged");
        File.Delete(Path.Combine(folder.Path, "One.md"));
        (await SyncAsync()).Said.ShouldContain("1 deleted");

        var person = service.Of((await File.ReadAllTextAsync(token, Cancelled)).Trim());
        var id = (await person.GetAsync("/api/v1/rag/collections")).GetProperty("collections")[0].GetProperty("collection_id").GetString()!;
        (await person.DocumentsAsync(id)).Select(d => d.GetProperty("path").GetString()).ShouldBe(["Broken.pdf", "Three.md"]);

        void Write(string path, string text)
        {
            var file = Path.Combine(folder.Path, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(
        Person person, HttpMethod method, string address, Func<HttpContent>? body, string collection, string document)
    {
        if (method == HttpMethod.Post && address == "documents")
        {
            using var sent = await person.SendAsync(collection, ("x.md", "x"u8.ToArray()));
            return (sent.StatusCode, await BodyAsync(sent));
        }

        var path = address.Replace("{c}", collection, StringComparison.Ordinal).Replace("{d}", document, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(method, "/api/v1/rag/" + path) { Content = body?.Invoke() };
        using var response = await person.Http.SendAsync(request, Cancelled);
        return (response.StatusCode, await BodyAsync(response));
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        if (response.StatusCode != HttpStatusCode.NotFound) return "";
        var problem = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(text)!;
        problem.Remove("request_id");
        return JsonSerializer.Serialize(problem);
    }

    private static async Task PutAsync(Person person, string address, object body, HttpStatusCode status)
    {
        using var response = await person.Http.PutAsJsonAsync(address, body, Cancelled);
        response.StatusCode.ShouldBe(status);
    }

    private static async Task<Dictionary<string, string>> ExportAsync(Person person, string id)
    {
        await using var stream = new MemoryStream(await person.Http.GetByteArrayAsync($"/api/v1/rag/collections/{id}/export", Cancelled));
        using var zip = new ZipArchive(stream);
        var files = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            files[entry.FullName] = await reader.ReadToEndAsync(Cancelled);
        }

        return files;
    }

    private Task UntilNoTraceAsync(string word) => Eventually.AssertAsync(
        async () => await Traces.OfAsync(service, word) is var left && left.Count == 0, $"no table and no object has {word}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}

public sealed class SqliteCollectionTests(EmbeddedKnowledge service) : CollectionTests(service), IClassFixture<EmbeddedKnowledge>;

public sealed class PostgreSqlCollectionTests(ClusterKnowledge service) : CollectionTests(service), IClassFixture<ClusterKnowledge>;
