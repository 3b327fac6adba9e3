using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>Identities of the same person.</summary>
public abstract class IdentityTests(VaultStorage storage) : ConversationTest(storage)
{
    [Fact]
    public async Task Phone_and_user_id_are_one_conversation_whatever_comes_first()
    {
        await StoreAsync(Message("one", Phone));
        await Vault.WhatsApp.NextAsync();
        await StoreAsync(Message("two", UserId));
        await Vault.WhatsApp.NextAsync();
        (await SessionIdOfAsync(Phone)).ShouldNotBe(await SessionIdOfAsync(UserId));

        await StoreAsync(Message("three", Phone) with { AlsoKnownAs = [UserId] });
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to three");
        (await SessionIdOfAsync(UserId)).ShouldBe(await SessionIdOfAsync(Phone));
        string[] whole = ["one", "answer to one", "two", "answer to two", "three", "answer to three"];
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(
            async () => (await session.GetAsync()).History.Select(t => t.Text).Order().SequenceEqual(whole.Order()),
            "both halves are one thread");

        // The phone number is known, so the answer goes there.
        await StoreAsync(Message("four", UserId));
        (await Vault.WhatsApp.NextAsync()).To.ShouldBe(Phone);
        var other = new ChannelAddress(ChannelNames.WhatsApp, "222", Phone.ExternalId);
        await StoreAsync(Message("another tenant", other));
        await Vault.WhatsApp.NextAsync();
        (await SessionIdOfAsync(other)).ShouldNotBe(await SessionIdOfAsync(Phone));
    }

    [Fact]
    public async Task Who_wrote_once_is_known_after_a_restart_and_joins_with_all_that_was_said()
    {
        await StoreAsync(Message("one", Phone));
        await Vault.WhatsApp.NextAsync();
        var before = await SessionIdOfAsync(Phone);
        Vault = await Vault.RestartAsync();
        (await Vault.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(UserId)).FindAsync()).ShouldBeNull();
        (await Vault.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(Phone)).FindAsync()).ShouldBe(before);

        // The other identity is new, so it joins the existing conversation and not the other way round.
        await StoreAsync(Message("two", UserId) with { AlsoKnownAs = [Phone] });
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to two");
        (await SessionIdOfAsync(UserId)).ShouldBe(before);
        (await (await SessionOfAsync(Phone)).GetAsync()).History.Select(t => t.Text).ShouldContain("one");
    }

    [Fact]
    public async Task Two_chats_that_join_each_other_at_once_are_one_conversation_and_answer()
    {
        await StoreAsync(Message("/link"));
        await StoreAsync(Message("/link", Phone));
        var (mine, theirs) = (CodeIn(await Vault.Sender.NextAsync()), CodeIn(await Vault.WhatsApp.NextAsync()));
        await Task.WhenAll(StoreAsync(Message($"/link {theirs}")), StoreAsync(Message($"/link {mine}", Phone)));
        await Eventually.AssertAsync(async () => await SessionIdOfAsync(Alice) == await SessionIdOfAsync(Phone), "they are one");
        // One of the two codes joins them; the other may be of a session that is no more. Each person is told which.
        string[] told = [(await Vault.Sender.NextAsync()).Text, (await Vault.WhatsApp.NextAsync()).Text];
        told.ShouldAllBe(t => t.Contains("one conversation") || t.Contains("not valid"));
        told.ShouldContain(t => t.Contains("one conversation"));
        await StoreAsync(Message("hello"), Message("hi", Phone));
        await Eventually.AssertAsync(
            async () => (await (await SessionOfAsync(Alice)).GetAsync()).History.Select(t => t.Text)
                .Intersect(["answer to hello", "answer to hi"]).Count() == 2,
            "both are answered");
    }

    [Fact]
    public async Task A_new_user_id_of_somebody_who_joined_another_chat_changes_nothing_else()
    {
        await StoreAsync(Message("one", Phone) with { AlsoKnownAs = [UserId] });
        await Vault.WhatsApp.NextAsync();
        await StoreAsync(Message("/link"));
        await StoreAsync(Message($"/link {CodeIn(await Vault.Sender.NextAsync())}", Phone));
        await Eventually.AssertAsync(
            async () => await SessionIdOfAsync(Alice) == await SessionIdOfAsync(Phone)
                && await SessionIdOfAsync(UserId) == await SessionIdOfAsync(Phone),
            "all are one");
        var changed = UserId with { ExternalId = "US.456" };
        await StoreAsync(new AddressChanged { Id = "u1", From = UserId, At = Now, NewAddress = changed, AlsoKnownAs = [Phone] });
        await StoreAsync(Message("two", changed));
        (await SessionOfAsync(changed)).ShouldNotBeNull();
        await Eventually.AssertAsync(
            async () => (await (await SessionOfAsync(changed)).GetAsync()).History.Any(t => t.Text == "answer to two"), "it is answered");
        (await SessionIdOfAsync(changed)).ShouldBe(await SessionIdOfAsync(Phone));
    }

    [Fact]
    public async Task Who_opted_out_by_number_is_not_written_to_by_user_id()
    {
        await StoreAsync(Message("one", Phone) with { AlsoKnownAs = [UserId] });
        await Vault.WhatsApp.NextAsync();
        await StoreAsync(Message("stop", Phone));
        await Vault.WhatsApp.NextAsync();
        await StoreAsync(Message("two", UserId));
        var session = await SessionOfAsync(UserId);
        (await session.SayAsync(new OutboundMessage { Id = "", To = UserId, Text = "news" }, toLast: false, "1")).ShouldBeNull();
        (await session.GetAsync()).History.Select(t => t.Text).ShouldContain("two");
        Vault.WhatsApp.IsEmpty.ShouldBeTrue();
    }

    private static string CodeIn(OutboundMessage message) => message.Text.Split("/link ")[1].Split('\n')[0];

    [Fact]
    public async Task A_new_number_goes_on_with_the_conversation()
    {
        await StoreAsync(Message("one", Phone));
        await Vault.WhatsApp.NextAsync();
        var number = Phone with { ExternalId = "16505559999" };
        await StoreAsync(new AddressChanged { Id = "s1", From = Phone, At = Now, NewAddress = number });
        await StoreAsync(Message("two", number));
        (await Vault.WhatsApp.NextAsync()).To.ShouldBe(number);
        (await (await SessionOfAsync(Phone)).GetAsync()).History.Length.ShouldBe(4);
    }

    [Fact]
    public async Task A_code_joins_two_chats_once_and_in_time()
    {
        await StoreAsync(Message("/link"));
        var code = (await Vault.Sender.NextAsync()).Text.Split("/link ")[1].Split('\n')[0];
        var stolen = code[..^1] + (code[^1] == 'a' ? 'b' : 'a');
        await StoreAsync(Message($"/link {stolen}", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldContain("not valid");
        await StoreAsync(Message($"/link {code}", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldContain("one conversation");
        await Eventually.AssertAsync(async () => await SessionIdOfAsync(Phone) == await SessionIdOfAsync(Alice), "they are one");
        await StoreAsync(Message("hello", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to hello");
        (await (await SessionOfAsync(Alice)).GetAsync()).History.Select(t => t.Text).ShouldContain("hello");

        var third = Phone with { ExternalId = "3" };
        await StoreAsync(Message($"/link {code}", third));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldContain("not valid");
        await StoreAsync(Message("/link"));
        code = (await Vault.Sender.NextAsync()).Text.Split("/link ")[1].Split('\n')[0];
        Vault.Clock.Advance(TimeSpan.FromMinutes(11));
        await StoreAsync(Message($"/start {code}", third));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldContain("not valid");
    }
}

public sealed class SqliteIdentityTests(SqliteStorage storage) : IdentityTests(storage);

public sealed class PostgreSqlIdentityTests(PostgreSqlStorage storage) : IdentityTests(storage);
