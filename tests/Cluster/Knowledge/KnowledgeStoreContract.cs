using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Cluster.Knowledge;

public abstract class KnowledgeStoreContract : KnowledgeContract
{
    [Fact]
    public async Task A_note_is_found_read_and_counted()
    {
        var note = Notes.Make("maths/Chain rule.md", "Differentiate the outer function first.\n\nThen multiply.") with
        {
            Tags = ["maths/calculus"], Aliases = ["Kettenregel"],
        };
        var status = (await ReceiveAsync(Mine, note)).ShouldHaveSingleItem();
        status.State.ShouldBe(DocumentState.Waiting);
        (await FindAsync("outer")).ShouldBeEmpty();
        (await Store.ReadWaitingAsync(Mine, 10, Token)).ShouldHaveSingleItem().Id.ShouldBe(status.Id);
        await Store.IndexAsync(Mine, status.Id, status.Hash, note, Token);

        var found = (await SearchAsync("differentiating outer functions")).ShouldHaveSingleItem();
        (found.CollectionId, found.DocumentId, found.Path, found.Title, found.NoteHash)
            .ShouldBe((Mine, status.Id, note.Path, "Chain rule", status.Hash));
        found.Passage.ShouldBe(note.Passages[0] with { Headings = found.Passage.Headings });
        found.Tags.ShouldBe(["maths/calculus"]);
        found.Relevance.ShouldBe(1, 0.001);
        (await FindAsync("kettenregel")).Length.ShouldBe(2);

        var stored = (await Store.FindNoteAsync(Ada, status.Id, Token)).ShouldNotBeNull();
        stored.Note.Text.ShouldBe(note.Text);
        stored.Note.Passages.Select(passage => passage.Plain).ShouldBe(note.Passages.Select(passage => passage.Plain));
        (await Store.CountAsync(Mine, Token)).ShouldBe(new CollectionCounts(1, 0, 0, 2, note.Text.Length - 2, note.Text.Length));
        (await Store.ListDocumentsAsync(Mine, null, 10, Token)).ShouldHaveSingleItem().Passages.ShouldBe(2);
        (await Store.ReadManifestAsync(Mine, Token)).ShouldHaveSingleItem().Value.ShouldBe(status.Hash);
    }

    [Fact]
    public async Task The_same_bytes_change_nothing_and_other_bytes_only_their_note()
    {
        var (one, two) = (Notes.Make("one.md", "alpha beta"), Notes.Make("two.md", "gamma"));
        var first = await AddAsync(Mine, one, two);
        var before = await Store.FindCollectionAsync(Mine, Token);
        (await ReceiveAsync(Mine, one, two)).Select(status => status.State).ShouldAllBe(state => state == DocumentState.Indexed);
        (await Store.FindCollectionAsync(Mine, Token))!.Generation.ShouldBe(before!.Generation);

        var changed = Notes.Make("one.md", "delta beta");
        var status = (await ReceiveAsync(Mine, changed)).ShouldHaveSingleItem();
        (status.Id, status.State).ShouldBe((first[0].Id, DocumentState.Waiting));
        (await Store.FindDocumentAsync(Ada, status.Id, Token))!.Document.State.ShouldBe(DocumentState.Waiting);
        (await Store.FindDocumentAsync(Reader.Of("bob"), status.Id, Token)).ShouldBeNull();
        // Meanwhile the earlier version is found.
        (await FindAsync("alpha")).ShouldBe(["one.md"]);
        // What was read of the earlier bytes comes too late.
        await Store.IndexAsync(Mine, status.Id, first[0].Hash, one, Token);
        (await Store.ReadWaitingAsync(Mine, 10, Token)).Length.ShouldBe(1);
        await Store.IndexAsync(Mine, status.Id, status.Hash, changed, Token);
        (await FindAsync("alpha")).ShouldBeEmpty();
        (await FindAsync("delta")).ShouldBe(["one.md"]);
        (await FindAsync("gamma")).ShouldBe(["two.md"]);
        (await Store.FindCollectionAsync(Mine, Token))!.Generation.ShouldBeGreaterThan(before.Generation);
    }

    [Fact]
    public async Task A_renamed_note_keeps_its_id_and_the_links_to_it()
    {
        var target = Notes.Make("old/Name.md", "what it says");
        var ids = await AddAsync(Mine, target, Notes.Make("from.md", "see Name", Notes.Link("Name")));
        (await Store.ReadLinksAsync(Ada, ids[0].Id, Token)).Incoming.ShouldHaveSingleItem().Path.ShouldBe("from.md");

        var moved = target with { Path = "new/Fresh.md", Title = "Fresh" };
        var status = (await Store.ReceiveAsync(
            Mine, [new ArrivedDocument("unused", moved.Path, ids[0].Hash, 1, "documents/y")], ["old/Name.md"], Token))
            .ShouldHaveSingleItem();
        (status.Id, status.Path).ShouldBe((ids[0].Id, moved.Path));
        (await FindAsync("says")).ShouldBe([moved.Path]);
        (await Store.ResolveAsync(Ada, [], "Fresh", null, Token)).ShouldNotBeNull().DocumentId.ShouldBe(status.Id);
        // It was named after its file, and is not read again.
        (await FindAsync("fresh")).ShouldBe([moved.Path]);
        status.State.ShouldBe(DocumentState.Indexed);
        (await Store.ReadUnneededAsync(Mine, 10, Token)).ShouldBe(["documents/x"]);
        (await Store.ReadLinksAsync(Ada, status.Id, Token)).Incoming.ShouldHaveSingleItem().Path.ShouldBe("from.md");
        // A note that takes the old name takes its links.
        var heir = (await AddAsync(Mine, Notes.Make("Name.md", "another"))).Single();
        (await Store.ReadLinksAsync(Ada, status.Id, Token)).Incoming.ShouldBeEmpty();
        (await Store.ReadLinksAsync(Ada, heir.Id, Token)).Incoming.Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_deleted_leaves_no_trace()
    {
        var notes = Enumerable.Range(0, 40).Select(i => Notes.Make($"{i}.md", $"common secret{i} word", Notes.Link($"link{i}"))).ToArray();
        await AddAsync(Mine, notes);
        await RemoveAsync(Mine, [.. notes.Where((_, i) => i % 2 == 0).Select(note => note.Path)]);
        (await FindAsync("common")).Order().ShouldBe(notes.Where((_, i) => i % 2 == 1).Select(note => note.Path).Order());
        (await FindAsync("secret8")).ShouldBeEmpty();
        await RemoveAsync(Mine, [.. notes.Select(note => note.Path)]);
        (await Store.CountAsync(Mine, Token)).ShouldBe(new CollectionCounts(0, 0, 0, 0, 0, 0));
        await ShouldBeEmptyAsync(
            "vault_document", "vault_segment", "vault_posting", "vector_documents", "vault_note_name",
            "vault_note_link", "vault_note_value");
    }

    [Fact]
    public async Task An_erased_collection_is_gone_with_everything_in_it()
    {
        await SaveAsync("other", "ada", Visibility.People, ("bob", MemberRight.Read));
        await AddAsync("other", [.. Enumerable.Range(0, 70).Select(i => Notes.Make($"{i}.md", $"text {i}"))]);
        await Store.EraseCollectionAsync("other", Token);
        (await Store.FindCollectionAsync("other", Token)).ShouldBeNull();
        await ShouldBeEmptyAsync(
            "vault_document", "vault_segment", "vault_posting", "vector_documents", "vault_note_name", "vault_note_value", "vault_member");
        (await Store.ReadUnneededAsync("other", 100, Token)).ShouldBe(["documents/x"]);
        await Store.ForgetUnneededAsync("other", ["documents/x"], Token);
        await ShouldBeEmptyAsync("vault_unneeded");
        await Store.EraseCollectionAsync("other", Token);
        (await Store.ListCollectionsAsync(Ada, Token)).ShouldHaveSingleItem().Id.ShouldBe(Mine);
    }

    [Fact]
    public async Task Changes_in_any_order_leave_the_index_that_the_notes_would_have_from_the_start()
    {
        var random = new Random(7);
        var notes = new Dictionary<string, Note>();
        for (var i = 0; i < 400; i++)
        {
            var path = $"{random.Next(120)}.md";
            if (notes.ContainsKey(path) && random.Next(3) == 0)
            {
                notes.Remove(path);
                await RemoveAsync(Mine, path);
                continue;
            }

            // Now and then a long note, which is a segment of its own.
            var paragraphs = random.Next(40) == 0 ? 80 : random.Next(1, 4);
            notes[path] = Notes.Make(path, string.Join(
                "\n\n", Enumerable.Range(0, paragraphs).Select(_ => Words(6))));
            await AddAsync(Mine, notes[path]);
        }

        await SaveAsync("fresh", "ada");
        await AddAsync("fresh", [.. notes.Values]);
        for (var i = 0; i < 60; i++)
        {
            var expected = await ScoresAsync($"w{i} w{(i + 7) % 60}", "fresh");
            (await ScoresAsync($"w{i} w{(i + 7) % 60}", Mine)).ShouldBe(expected);
        }

        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => $"w{random.Next(60)}"));

        async Task<string[]> ScoresAsync(string text, string collection) =>
            [.. (await Search.SearchAsync(
                new SearchQuery { Reader = Ada, Text = text, Collections = [collection], Limit = 10, PerNote = 100 }, Token))
                .Passages.Select(found => $"{found.Score:F6}")];
    }

    [Fact]
    public async Task Notes_that_go_or_are_renamed_while_others_are_indexed_leave_the_rows_of_a_new_collection()
    {
        var notes = Enumerable.Range(0, 160).Select(i => Notes.Make($"{i}.md", $"common w{i % 9} own{i}\n\nend of {i}")).ToArray();
        var statuses = await ReceiveAsync(Mine, notes);
        var indexed = 0;
        var indexing = Task.Run(async () =>
        {
            foreach (var (note, status) in notes.Zip(statuses))
            {
                await Store.IndexAsync(Mine, status.Id, status.Hash, note, Token);
                Volatile.Write(ref indexed, indexed + 1);
            }
        }, Token);
        // Every third note goes and every fourth is renamed, some before they are indexed and some after.
        var left = notes.ToDictionary(note => note.Path);
        var changes = Task.Run(async () =>
        {
            for (var i = 0; i < notes.Length; i++)
            {
                while (Volatile.Read(ref indexed) < i - 3 && !indexing.IsCompleted) await Task.Yield();
                var (note, status) = (notes[i], statuses[i]);
                if (i % 3 == 0)
                {
                    await RemoveAsync(Mine, note.Path);
                    left.Remove(note.Path);
                }
                else if (i % 4 == 0)
                {
                    var moved = note with { Path = $"moved/New {i}.md", Title = $"New {i}" };
                    await Store.ReceiveAsync(Mine, [new ArrivedDocument("unused", moved.Path, status.Hash, 1, null)], [note.Path], Token);
                    left.Remove(note.Path);
                    left[moved.Path] = moved;
                }
            }
        }, Token);
        await Task.WhenAll(indexing, changes);

        await SaveAsync("fresh", "ada");
        await AddAsync("fresh", [.. left.Values]);
        (await IndexRows.ReadAsync(Database, Mine, Token)).Except(await IndexRows.ReadAsync(Database, "fresh", Token)).ShouldBeEmpty();
        (await IndexRows.ReadAsync(Database, "fresh", Token)).Except(await IndexRows.ReadAsync(Database, Mine, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_whose_bytes_changed_meanwhile_is_not_replaced_by_nothing()
    {
        var status = (await AddAsync(Mine, Notes.Make("a.md", "one"))).Single();
        await AddAsync(Mine, Notes.Make("a.md", "two"));
        // Its sender believed that the bytes are here already, and did not bring them.
        var late = await Store.ReceiveAsync(Mine, [new ArrivedDocument("late", "a.md", status.Hash, 3, null)], [], Token);
        late.ShouldHaveSingleItem().State.ShouldBe(DocumentState.Refused);
        (await FindAsync("two")).ShouldBe(["a.md"]);
        (await Store.ReadWaitingAsync(Mine, 10, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_becomes_one_of_another_kind_is_read_again()
    {
        var status = (await AddAsync(Mine, Notes.Make("a.txt", "see Other"))).Single();
        await Store.ReceiveAsync(Mine, [new ArrivedDocument("unused", "a.md", status.Hash, 1, null)], ["a.txt"], Token);
        (await Store.ReadWaitingAsync(Mine, 10, Token)).ShouldHaveSingleItem().Path.ShouldBe("a.md");
    }

    [Theory]
    [InlineData("Note", null, "Note.md")]
    [InlineData("note.md", null, "Note.md")]
    [InlineData("a/Note", null, "a/Note.md")]
    [InlineData("Note", "a/from.md", "Note.md")]
    [InlineData("Twice", "c/from.md", "c/Twice.md")]
    [InlineData("Twice", "from.md", "c/Twice.md")]
    [InlineData("Twice", "a/b/from.md", "a/b/Twice.md")]
    [InlineData("Deep", null, "a/b/Deep.md")]
    [InlineData("b/Deep", null, "a/b/Deep.md")]
    [InlineData("./Deep", "a/b/from.md", "a/b/Deep.md")]
    [InlineData("../Note", "a/b/from.md", "a/Note.md")]
    [InlineData("the note", null, "Note.md")]
    [InlineData("CAFE\u0301", null, "caf\u00e9.md")]
    [InlineData("cafe", null, null)]
    [InlineData("x/Deep", null, null)]
    [InlineData("", null, null)]
    [InlineData("'; DROP TABLE vault_document; --", null, null)]
    [InlineData("a\0b", null, null)]
    public async Task A_target_is_resolved_as_Obsidian_does(string target, string? from, string? path)
    {
        await AddAsync(
            Mine, Notes.Make("Note.md", "root") with { Aliases = ["The Note"] }, Notes.Make("a/Note.md", "in a"),
            Notes.Make("a/b/Twice.md", "below"), Notes.Make("c/Twice.md", "beside"), Notes.Make("a/b/Deep.md", "deep"),
            Notes.Make("café.md", "coffee"));
        (await Store.ResolveAsync(Ada, [], target, from, Token))?.Note.Path.ShouldBe(path);
        (await Store.ResolveAsync(Reader.Of("bob"), [], target, from, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_refused_document_says_why_and_is_not_found()
    {
        var status = (await AddAsync(Mine, Notes.Make("a.md", "fine"))).Single();
        var changed = (await ReceiveAsync(Mine, Notes.Make("a.md", "broken"))).Single();
        await Store.RefuseAsync(Mine, status.Id, changed.Hash, "It is broken. Mend it.", Token);
        var listed = (await Store.ListDocumentsAsync(Mine, null, 10, Token)).ShouldHaveSingleItem();
        (listed.State, listed.Reason).ShouldBe((DocumentState.Refused, "It is broken. Mend it."));
        (await FindAsync("fine")).ShouldBeEmpty();
        (await Store.CountAsync(Mine, Token)).Refused.ShouldBe(1);
    }

    private async Task ShouldBeEmptyAsync(params string[] tables)
    {
        foreach (var table in tables)
        {
            var rows = await Database.ReadAsync(sql => sql.FindAsync($"SELECT count(*) FROM {table}", row => row.GetInt64(0)), Token);
            rows.ShouldBe(0, table);
        }
    }
}
