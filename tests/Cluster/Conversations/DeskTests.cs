using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Desk;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>The operators' list of conversations, and what only operators see.</summary>
public abstract class DeskTests(VaultStorage storage) : ConversationTest(storage)
{
    [Fact]
    public async Task Conversations_are_listed_found_and_leave_the_list_when_they_join()
    {
        await StoreAsync(Message("Integrals, 100%_sure?") with { SenderName = "Ada" }, Message("Hello", Phone));
        var (ada, phone) = (await SessionIdOfAsync(Alice), await SessionIdOfAsync(Phone));
        await UntilAsync(new DeskQuery(), ada, phone);
        await UntilAsync(new DeskQuery(Channel: "whatsapp"), phone);
        await UntilAsync(new DeskQuery(Words: "ADA"), ada);
        await UntilAsync(new DeskQuery(Words: "1650555"), phone);
        (await ReadAsync(new DeskQuery(Words: "%_%_%"))).ShouldBeEmpty();
        (await ReadAsync(new DeskQuery()))
            .Single(entry => entry.SessionId == phone).WindowEndsAt.ShouldNotBeNull().ShouldBeGreaterThan(Now);

        var session = await SessionOfAsync(Alice);
        await session.TakeOverAsync();
        await UntilAsync(new DeskQuery(State: "human"), ada);
        await StoreAsync(Message("Is anybody there?"));
        await UntilAsync(new DeskQuery(State: "waiting"), ada);
        await session.FileAsync(new Filing("Grace", ["maths", "v i p"]));
        await session.FileAsync(new Filing());
        await UntilAsync(new DeskQuery(Label: "v i p", Assignee: "Grace"), ada);
        (await ReadAsync(new DeskQuery(Label: "v i"))).ShouldBeEmpty();
        await SayAsync(session, "Yes.", "yes");
        await Eventually.AssertAsync(
            async () => (await ReadAsync(new DeskQuery(State: "waiting"))).Length == 0, "nobody waits any more");

        // A page ends where the next one begins, also among equal times.
        var first = (await Vault.Grains.GetGrain<IDeskGrain>(GrainKeys.Desk("any")).ReadAsync(new DeskQuery(), 1)).Single();
        (await ReadAsync(new DeskQuery(Before: new DeskCursor(first.LastAt, first.SessionId))))
            .Select(entry => entry.SessionId).ShouldBe([first.SessionId == ada ? phone : ada]);

        // Joined, they are one.
        var kept = await session.JoinAsync(phone);
        await UntilAsync(new DeskQuery(), kept);
    }

    [Fact]
    public async Task A_note_is_added_once_and_neither_the_person_nor_a_model_sees_it()
    {
        await StoreAsync(Message("one"));
        await Vault.Sender.NextAsync();
        var session = await SessionOfAsync(Alice);
        foreach (var key in new[] { "a", "a", "b" }) await session.AddNoteAsync("Grace", "Owes us money", key);
        await StoreAsync(Message("two"));
        (await Vault.Sender.NextAsync()).Text.ShouldNotContain("Owes");
        (await session.GetAsync()).History.Where(line => line.Role == ChatTurn.Note)
            .Select(line => (line.By, line.Text)).ShouldBe([("Grace", "Owes us money"), ("Grace", "Owes us money")]);
        (await session.GetLinesAsync()).ShouldAllBe(line => line.Role != ChatTurn.Note);
        Vault.Assistant.Shown!.Select(line => line.Text).ShouldBe(["one", "answer to one", "two"]);
    }

    private async Task<DeskEntry[]> ReadAsync(DeskQuery query) =>
        [.. await Vault.Grains.GetGrain<IDeskGrain>(GrainKeys.Desk("any")).ReadAsync(query, DeskQuery.MaxRead)];

    private Task UntilAsync(DeskQuery query, params string[] sessions) => Eventually.AssertAsync(
        async () => (await ReadAsync(query)).Select(entry => entry.SessionId).Order().SequenceEqual(sessions.Order()), query.ToString());
}

public sealed class SqliteDeskTests(SqliteStorage storage) : DeskTests(storage);

public sealed class PostgreSqlDeskTests(PostgreSqlStorage storage) : DeskTests(storage);
