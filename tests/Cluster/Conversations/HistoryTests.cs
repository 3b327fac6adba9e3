using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions;
using ObsidianVault.Grains.Sessions.Transcript;
using Orleans.Runtime;
using Orleans.Storage;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>A long conversation: a small header in the grain's state, and the rest as rows.</summary>
public abstract class HistoryTests(VaultStorage storage) : ConversationTest(storage)
{
    [Fact]
    public async Task A_long_conversation_keeps_a_small_header_and_all_its_lines()
    {
        await TalkAsync(from: 0, count: 40);
        var (header, thread) = (await HeaderAsync(), await (await SessionOfAsync(Alice)).GetAsync());
        header.History.Length.ShouldBeLessThan(30);
        header.Sent.Length.ShouldBeLessThan(30);
        (header.Lines + header.History.Length).ShouldBe(80);
        thread.History.Select(t => t.Text).ShouldBe(Enumerable.Range(0, 40).SelectMany(n => new[] { $"{n}", $"answer to {n}" }));
        thread.Sent.Length.ShouldBe(40);

        // The model sees the newest lines, whether or not they are in the header.
        Vault = await Vault.RestartAsync();
        await TalkAsync(from: 40, count: 1);
        Vault.Assistant.Shown.ShouldNotBeNull().Select(t => t.Text).ShouldBe(
            [.. Enumerable.Range(0, 40).SelectMany(n => new[] { $"{n}", $"answer to {n}" }).TakeLast(SessionRecord.MaxContext - 1), "40"]);
    }

    [Fact]
    public async Task A_line_that_became_a_row_before_the_header_knew_is_shown_once()
    {
        await TalkAsync(from: 0, count: 20);
        await StoreRowsOfHeaderAsync();
        Vault = await Vault.RestartAsync();
        await TalkAsync(from: 20, count: 1);
        var all = Enumerable.Range(0, 21).SelectMany(n => new[] { $"{n}", $"answer to {n}" }).ToArray();
        Vault.Assistant.Shown.ShouldNotBeNull().Select(t => t.Text).ShouldBe(all[..^1].TakeLast(SessionRecord.MaxContext));
        (await (await SessionOfAsync(Alice)).GetAsync()).History.Select(t => t.Text).ShouldBe(all);

        // The session with the greater id moves, and its rows are read by the other from then on.
        await StoreRowsOfHeaderAsync();
        var other = 43;
        while (string.CompareOrdinal(await SessionIdOfAsync(Other()), await SessionIdOfAsync(Alice)) > 0) other++;
        var joined = await SessionIdOfAsync(Other());
        (await (await SessionOfAsync(Alice)).JoinAsync(joined)).ShouldBe(joined);
        var whole = Vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(joined));
        await Eventually.AssertAsync(async () => !(await whole.GetAsync()).History.IsEmpty, "they are one");
        (await whole.GetAsync()).History.Select(t => t.Text).ShouldBe(all);

        ChannelAddress Other() => Alice with { ExternalId = $"{other}" };
    }

    /// <summary>Stores rows of lines that the header keeps, as a crash between the two does.</summary>
    private async Task StoreRowsOfHeaderAsync()
    {
        var header = await HeaderAsync();
        header.Lines.ShouldBeGreaterThan(0);
        await Vault.Services.GetRequiredService<IConversationStore>().AppendAsync(
            await SessionIdOfAsync(Alice), header.Lines, header.History[..5], [], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Lines_are_kept_in_the_header_while_the_rows_cannot_be_written()
    {
        using (Vault.Faults.OnPort(nameof(IConversationStore), FaultKind.FailBefore)) await TalkAsync(from: 0, count: 20);
        (await (await SessionOfAsync(Alice)).GetAsync()).History.Length.ShouldBe(40);
        await Eventually.AssertAsync(async () =>
        {
            await TalkAsync(from: 100, count: 1);
            return (await HeaderAsync()).Lines > 0;
        }, "they become rows");
    }

    [Fact]
    public async Task A_question_waits_for_rows_that_cannot_be_read()
    {
        var said = 0;
        await Eventually.AssertAsync(
            async () =>
            {
                await TalkAsync(from: said++, count: 1);
                return await HeaderAsync() is { Lines: > 0, History.Length: < HeaderSize.MaxLines };
            },
            "older lines are rows");
        Vault = await Vault.RestartAsync();
        var tries = 0;
        using (Vault.Faults.Add(
            FaultKind.FailBefore,
            o => o is { Port: nameof(IConversationStore), Method: nameof(IConversationStore.ReadLinesAsync) } && ++tries <= 5))
        {
            await StoreAsync(Message("and now?"));
            (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to and now?");
        }

        tries.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_late_receipt_finds_a_message_that_has_become_a_row()
    {
        await StoreAsync(Message("first", Phone));
        var first = await Vault.WhatsApp.NextAsync();
        for (var n = 0; n < 30; n++)
        {
            await StoreAsync(Message($"{n}", Phone));
            await Vault.WhatsApp.NextAsync();
        }

        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(
            async () => (await session.GetAsync()).PendingOut == 0 && (await HeaderAsync(Phone)).Sent.All(s => s.OutboxId != first.Id),
            "it is a row");
        await StoreAsync(Receipt(DeliveryStatus.Read, "m1", first.Id));
        (await session.GetAsync()).Sent.Single(s => s.OutboxId == first.Id).Status.ShouldBe(DeliveryStatus.Read);
    }

    [Fact]
    public async Task What_was_said_with_a_key_is_not_said_again_when_it_has_become_a_row()
    {
        await StoreAsync(Message("hello"));
        await Vault.Sender.NextAsync();
        var session = await SessionOfAsync(Alice);
        var said = 0;
        // What has become rows is stored with the next write of the header.
        await Eventually.AssertAsync(
            async () =>
            {
                (await SayAsync(session, $"{said}", $"{said}")).ShouldNotBeNull();
                (await Vault.Sender.NextAsync()).Text.ShouldBe($"{said++}");
                return said >= 30 && (await HeaderAsync()).HasSentRows;
            },
            "some are rows");
        (await SayAsync(session, "0", "0")).ShouldNotBeNull();
        (await SayAsync(session, "new", "new")).ShouldNotBeNull();
        (await Vault.Sender.NextAsync()).Text.ShouldBe("new");
    }

    [Fact]
    public async Task The_rows_end_with_the_conversation()
    {
        await TalkAsync(from: 0, count: 20);
        var id = await SessionIdOfAsync(Alice);
        var rows = Vault.Services.GetRequiredService<IConversationStore>();
        await Eventually.AssertAsync(
            async () => !(await rows.ReadLinesAsync([new(id)], 10, TestContext.Current.CancellationToken)).IsEmpty, "there are rows");
        await Eventually.AssertAsync(async () => (await (await SessionOfAsync(Alice)).GetAsync()).PendingOut == 0, "the send is recorded");
        Vault.Clock.Advance(TimeSpan.FromDays(8));
        await Vault.SweepAsync();
        await Eventually.AssertAsync(async () => (await rows.ReadLinesAsync([new(id)], 10, TestContext.Current.CancellationToken)).IsEmpty
            && (await rows.ReadSentAsync([id], 10, TestContext.Current.CancellationToken)).IsEmpty, "they are deleted");
    }

    [Fact]
    public async Task A_conversation_of_the_version_before_goes_on()
    {
        // The former format: all lines, sent messages and ids are in the state.
        var id = await SessionIdOfAsync(Alice);
        var seen = Message("seen before");
        var old = new SessionRecord
        {
            CreatedAt = Now - TimeSpan.FromDays(3),
            LastActivityAt = Now - TimeSpan.FromDays(1),
            Seen = [SessionRecord.IdOf(seen)],
            History =
            [
                .. Enumerable.Range(0, 100)
                    .Select(n => new ChatTurn(n % 2 == 0 ? "user" : "assistant", $"line {n}", Now - TimeSpan.FromDays(1))),
            ],
            Sent =
            [
                .. Enumerable.Range(0, 100)
                    .Select(n => new SentMessage($"old{n}", Alice, $"c{n}", DeliveryStatus.Sent, Now - TimeSpan.FromDays(1))),
            ],
        };
        await Storage().WriteStateAsync(
            "chat-session", GrainId.Create("session", GrainKeys.Session(id)), new GrainState<SessionRecord>(old));
        await StoreAsync(seen, Message("hello"));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to hello");
        Vault.Assistant.Shown!.Select(t => t.Text).ShouldBe([.. Enumerable.Range(81, 19).Select(n => $"line {n}"), "hello"]);
        await Eventually.AssertAsync(async () => (await (await SessionOfAsync(Alice)).GetAsync()).PendingOut == 0, "the send is recorded");
        // What became rows leaves the header with the writes after it.
        var rows = Vault.Services.GetRequiredService<IConversationStore>();
        await Eventually.AssertAsync(
            async () => !(await rows.ReadLinesAsync([new(id)], 10, TestContext.Current.CancellationToken)).IsEmpty, "old lines are rows");
        await TalkAsync(from: 0, count: 3);
        var header = await HeaderAsync();
        (header.History.Length, header.Sent.Length, header.Seen.Length).ShouldSatisfyAllConditions(
            h => h.Item1.ShouldBeLessThan(30), h => h.Item2.ShouldBeLessThan(30), h => h.Item3.ShouldBe(0));
        (await (await SessionOfAsync(Alice)).GetAsync()).History.Select(t => t.Text).ShouldBe(
            [
                .. Enumerable.Range(8, 92).Select(n => $"line {n}"), "hello", "answer to hello",
                .. Enumerable.Range(0, 3).SelectMany(n => new[] { $"{n}", $"answer to {n}" }),
            ]);
    }

    private async Task TalkAsync(int from, int count)
    {
        for (var n = from; n < from + count; n++)
        {
            await StoreAsync(Message($"{n}"));
            (await Vault.Sender.NextAsync()).Text.ShouldBe($"answer to {n}");
        }

        await Eventually.AssertAsync(async () => (await (await SessionOfAsync(Alice)).GetAsync()).PendingOut == 0, "the send is recorded");
    }

    /// <summary>The session's stored state.</summary>
    private async Task<SessionRecord> HeaderAsync(ChannelAddress? of = null)
    {
        var state = new GrainState<SessionRecord>(new SessionRecord());
        await Storage().ReadStateAsync(
            "chat-session", GrainId.Create("session", GrainKeys.Session(await SessionIdOfAsync(of ?? Alice))), state);
        return state.State!;
    }

    private IGrainStorage Storage() => Vault.Services.GetRequiredKeyedService<IGrainStorage>("Default");
}

public sealed class SqliteHistoryTests(SqliteStorage storage) : HistoryTests(storage);

public sealed class PostgreSqlHistoryTests(PostgreSqlStorage storage) : HistoryTests(storage);
