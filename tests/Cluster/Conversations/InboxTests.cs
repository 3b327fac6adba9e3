using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>Incoming messages are answered exactly once each, in order.</summary>
public abstract class InboxTests(VaultStorage storage) : ConversationTest(storage)
{
    [Fact]
    public async Task Twenty_quick_messages_are_answered_in_order_one_at_a_time()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 20).Chunk(5).Select(chunk => StoreAsync([.. chunk.Select(n => Message($"{n}") with { Id = $"n{n}" })])));
        var answers = new List<string>();
        for (var i = 0; i < 20; i++) answers.Add((await Vault.Sender.NextAsync()).Text);
        answers.Order().ShouldBe(Enumerable.Range(0, 20).Select(n => $"answer to {n}").Order());
        foreach (var chunk in Enumerable.Range(0, 20).Chunk(5))
            answers.Where(a => chunk.Select(n => $"answer to {n}").Contains(a)).ShouldBe(chunk.Select(n => $"answer to {n}"));
        Vault.Assistant.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task What_came_in_another_order_is_answered_in_the_order_of_its_times()
    {
        await StoreAsync(Message("slow one"));
        await Eventually.AssertAsync(() => Task.FromResult(Vault.Assistant.Asked.Contains("slow one")), "it is being answered");
        var second = TimeSpan.FromSeconds(1);
        var (two, three, four, five) = (Message("two"), Message("three"), Message("four"), Message("five"));
        await StoreAsync(five with { At = Now + second * 3 }, three with { At = Now + second }, four with { At = Now + second * 2 });
        await StoreAsync(two);
        Vault.Assistant.Gate.Release();
        var answers = new List<string>();
        for (var i = 0; i < 5; i++) answers.Add((await Vault.Sender.NextAsync()).Text);
        answers.ShouldBe(["answer to slow one", "answer to two", "answer to three", "answer to four", "answer to five"]);
    }

    [Fact]
    public async Task What_is_written_so_far_is_shown_until_the_answer_comes()
    {
        await StoreAsync(Message("slow one") with { Topic = "7" });
        await Eventually.AssertAsync(() => Task.FromResult(Vault.Sender.Drafts.Count == 1), "the draft is shown, once for the same text");
        (Vault.Sender.Drafts.Single().Topic, Vault.Sender.Drafts.Single().Text).ShouldBe(("7", "answer "));
        Vault.Assistant.Gate.Release();
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to slow one");
    }

    [Fact]
    public async Task Cancel_without_an_id_finds_the_newest_video_that_is_not_over()
    {
        await StoreAsync(Message("/video derivative"));
        await Vault.Sender.NextAsync();
        var session = await SessionOfAsync(Alice);
        var asked = (await session.GetAsync()).JobIds.Single();
        var over = await session.SubmitJobAsync(new JobRequest { Code = "from manim import *" }, "program");
        await JobOf(over.Job.JobId).CancelAsync();
        await StoreAsync(Message("/cancel"));
        await Eventually.AssertAsync(async () => (await JobOf(asked).GetAsync())!.State == JobState.Cancelled, "it is cancelled");

        IJobGrain JobOf(string id) => Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(id));
    }

    [Fact]
    public async Task Cancel_overtakes_and_stops_the_answer_that_is_being_written()
    {
        await StoreAsync(Message("slow one"), Message("two"));
        await Eventually.AssertAsync(
            () => Task.FromResult(Vault.Assistant.Asked.Contains("slow one")), "the first message is being answered");
        await StoreAsync(Message("/cancel"));
        // What the person has seen of it stays.
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer");
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to two");
        var ledger = Vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger((await (await SessionOfAsync(Alice)).GetAsync()).SessionId));
        (await ledger.GetUsageAsync()).Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_that_comes_hours_late_is_kept_and_not_answered()
    {
        await StoreAsync(Message("late") with { At = Now - TimeSpan.FromHours(3) }, Message("now"));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to now");
        (await (await SessionOfAsync(Alice)).GetAsync()).History.Select(t => t.Text).ShouldBe(["late", "now", "answer to now"]);
    }

    [Fact]
    public async Task A_batch_after_an_outage_that_is_larger_than_the_inbox_is_taken()
    {
        await StoreAsync([.. Enumerable.Range(0, 150).Select(n => Message($"late {n}") with { At = Now - TimeSpan.FromHours(2) })]);
        await StoreAsync(Message("now"));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to now");
    }

    [Fact]
    public async Task What_waits_can_be_edited_and_taken_back()
    {
        await StoreAsync(
            Message("slow one"), Message("tow") with { ChannelMessageId = "7" }, Message("never") with { ChannelMessageId = "8" });
        await Eventually.AssertAsync(() => Task.FromResult(!Vault.Assistant.Asked.IsEmpty), "the first message is being answered");
        await StoreAsync(
            new MessageEdited { Id = "e", From = Alice, At = Now, MessageId = "7", Text = "two" },
            new MessageRevoked { Id = "r", From = Alice, At = Now, MessageId = "8" });
        Vault.Assistant.Gate.Release();
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to slow one");
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to two");
        await StoreAsync(Message("last"));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to last");
    }

    [Fact]
    public async Task An_album_is_one_message()
    {
        await StoreAsync(Picture("a", "what is this?"), Picture("a", null), Picture("a", null));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to what is this?");
        await StoreAsync(Message("last"));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to last");
    }

    [Fact]
    public async Task A_part_of_an_album_that_alone_is_for_nobody_counts_beside_one_that_is_for_us()
    {
        var alone = Picture("b", null) with { OnlyWithAlbum = true };
        await StoreAsync(alone);
        (await (await SessionOfAsync(Alice)).IsKeptAsync()).ShouldBeFalse();
        Vault.Sender.Files["p"] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var part = Picture("a", null) with
        {
            OnlyWithAlbum = true,
            Attachments = [new InboundAttachment(MessageKinds.Image, "p", "image/jpeg", null, null, null)],
        };
        await StoreAsync(Picture("a", "what is this?"));
        await StoreAsync(part, alone);
        (await Vault.Sender.NextAsync()).Text.ShouldSatisfyAllConditions(
            text => text.ShouldStartWith("answer to what is this?"), text => text.ShouldEndWith(" image/jpeg"));
        await StoreAsync(Message("last"));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to last");
    }

    [Fact]
    public async Task A_text_that_the_channel_cut_is_one_question()
    {
        var first = Message("Solve x^2 = ") with { Joint = "" };
        var soon = first.At + TimeSpan.FromSeconds(1);
        await StoreAsync(first);
        await StoreAsync(Message("4 and") with { Joint = "\n", At = soon });
        await StoreAsync(Message("x^3 = 8") with { At = soon }, Message("and now?") with { At = soon });
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to Solve x^2 = 4 and\nx^3 = 8");
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to and now?");
    }

    [Fact]
    public async Task A_long_text_alone_and_what_does_not_continue_it_have_their_own_answers()
    {
        var first = Message("a long one") with { Joint = "\n" };
        await StoreAsync(first, Message("/help"), first with { Id = "x", Text = "much later", At = first.At + TimeSpan.FromMinutes(1) });
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to a long one");
        (await Vault.Sender.NextAsync()).Text.ShouldContain("/video");
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to much later");
    }

    [Fact]
    public async Task A_part_of_an_album_that_comes_while_the_others_are_answered_is_not_lost()
    {
        await StoreAsync(Picture("a", "slow one"), Picture("a", null));
        await Eventually.AssertAsync(() => Task.FromResult(Vault.Assistant.Asked.Contains("slow one")), "the album is being answered");
        await StoreAsync(Picture("a", "and this?"));
        Vault.Assistant.Gate.Release();
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to slow one");
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to and this?");
    }

    [Fact]
    public async Task What_cannot_be_answered_gets_words_of_regret_and_lets_the_others_pass()
    {
        // There is no renderer here: the call to it fails each time, and no failover ends that.
        await StoreAsync(Message("/plot sin(x)"), Message("two"));
        // Longer than a renderer that is merely restarted would be away.
        await Eventually.AssertAsync(
            () =>
            {
                Vault.Clock.Advance(TimeSpan.FromSeconds(5));
                return Task.FromResult(!Vault.Sender.IsEmpty);
            },
            "it is given up");
        (await Vault.Sender.NextAsync()).Text.ShouldContain("again");
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to two");
    }

    [Fact]
    public async Task Pictures_and_documents_are_kept_and_pictures_are_looked_at()
    {
        Vault.Sender.Files["p"] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Vault.Sender.Files["d"] = "not a picture, whatever its name says"u8.ToArray();
        await StoreAsync(
            Message("what is this?") with
            {
                Kind = MessageKinds.Image,
                Attachments = [new(MessageKinds.Image, "p", "image/jpeg", null, null, null)],
            });
        (await Vault.Sender.NextAsync()).Text.ShouldStartWith("answer to what is this?");
        await StoreAsync(
            Message("") with
            {
                Text = null,
                Kind = MessageKinds.Image,
                Attachments = [new(MessageKinds.Image, "d", "image/png", "x.png", null, null)],
            });
        (await Vault.Sender.NextAsync()).Text.ShouldContain("keep the file");
        await StoreAsync(Message("and this?") with { Attachments = [new(MessageKinds.Image, "gone", "image/png", null, null, null)] });
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to and this?");

        var keys = (await (await SessionOfAsync(Alice)).GetAsync()).History.Where(t => t.Role == "user").SelectMany(t => t.Text.Split('\n'))
            .Where(line => line.StartsWith("images/", StringComparison.Ordinal) || line.StartsWith("documents/", StringComparison.Ordinal))
            .Distinct().ToList();
        keys.Select(k => k.Split('/')[0]).ShouldBe(["images", "documents"], ignoreOrder: true);
        foreach (var key in keys) (await Vault.Objects.GetSizeAsync(key, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Only_what_a_model_wrote_gets_the_channels_formatting()
    {
        await StoreAsync(Message("one"));
        (await Vault.Sender.NextAsync()).Spans.ShouldHaveSingleItem().Length.ShouldBe("answer to one".Length);
        await StoreAsync(Message("/help"));
        (await Vault.Sender.NextAsync()).Spans.ShouldBeEmpty();
    }

    [Fact]
    public async Task Manim_code_in_a_file_is_rendered()
    {
        Vault.Sender.Files["s"] = "from manimlib import *\n\nclass A(Scene):\n    def construct(self):\n        self.wait()\n"u8.ToArray();
        Vault.Sender.Files["t"] = "print('manim')"u8.ToArray();
        await StoreAsync(Message("please render this") with
        {
            Kind = MessageKinds.Document,
            Attachments = [new(MessageKinds.Document, "s", "text/x-python", "scene.py", null, null)],
        });
        await Vault.Sender.NextAsync();
        await StoreAsync(Message("and this?") with
        {
            Kind = MessageKinds.Document,
            Attachments = [new(MessageKinds.Document, "t", "text/x-python", "other.py", null, null)],
        });
        (await Vault.Sender.NextAsync()).Text.ShouldStartWith("answer to and this?");
        var job = (await (await SessionOfAsync(Alice)).GetAsync()).JobIds.ShouldHaveSingleItem();
        (await Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(job)).GetAsync())!.Code.ShouldNotBeNull().ShouldStartWith("from manimlib");
    }

    [Fact]
    public async Task The_product_speaks_the_persons_language()
    {
        await StoreAsync(Message("/help") with { Language = "fr-CA" });
        (await Vault.Sender.NextAsync()).Text.ShouldContain("mathématiques");
        await StoreAsync(Message("/lang es"));
        (await Vault.Sender.NextAsync()).Text.ShouldContain("español");
        await StoreAsync(Message("/usage"));
        (await Vault.Sender.NextAsync()).Text.ShouldContain("Gastado");
        await StoreAsync(Message("/lang tlh"));
        (await Vault.Sender.NextAsync()).Text.ShouldContain("العربية");
    }
}

public sealed class SqliteInboxTests(SqliteStorage storage) : InboxTests(storage);

public sealed class PostgreSqlInboxTests(PostgreSqlStorage storage) : InboxTests(storage);
