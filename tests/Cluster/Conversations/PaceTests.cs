using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Lines;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>A rate limit that one conversation meets applies to all conversations of the account.</summary>
public abstract class PaceTests(VaultStorage storage) : ConversationTest(storage)
{
    private static readonly ChannelAddress s_other = Phone with { ExternalId = "16505550000" };
    private static readonly ChannelAddress s_otherTenant = Phone with { Account = "222" };

    [Fact]
    public async Task A_token_that_is_refused_stops_the_number_and_loses_nothing()
    {
        Vault.WhatsApp.Faults.Enqueue(Fault(LineFault.Stopped, TimeSpan.FromMinutes(1)));
        await StoreAsync(Message("one", Phone));
        await Eventually.AssertAsync(async () => (await Line().GetAsync()).Fault == LineFault.Stopped, "the line stops");
        await StoreAsync(Message("two", s_other), Message("elsewhere", s_otherTenant));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to elsewhere");
        await Eventually.AssertAsync(async () => await WaitsAsync(Phone) && await WaitsAsync(s_other), "both answers wait");
        Vault.WhatsApp.IsEmpty.ShouldBeTrue();

        Vault.Clock.Advance(TimeSpan.FromSeconds(61));
        string[] came = [(await Vault.WhatsApp.NextAsync()).Text, (await Vault.WhatsApp.NextAsync()).Text];
        came.Order().ShouldBe(["answer to one", "answer to two"]);
        (await Line().GetAsync()).Fault.ShouldBe(LineFault.None);
    }

    [Fact]
    public async Task Complaints_hold_templates_back_and_not_replies()
    {
        Vault.WhatsApp.Faults.Enqueue(Fault(LineFault.Spam, TimeSpan.FromMinutes(10)));
        var news = await SessionOfAsync(Phone);
        await news.SayAsync(Template(Phone), toLast: false, "1");
        await Eventually.AssertAsync(async () => (await Line().GetAsync()).Fault == LineFault.Spam, "campaigns stop");
        await (await SessionOfAsync(s_other)).SayAsync(Template(s_other), toLast: false, "1");
        await StoreAsync(Message("a question", s_other with { ExternalId = "3" }));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to a question");
        Vault.WhatsApp.IsEmpty.ShouldBeTrue();

        Vault.Clock.Advance(TimeSpan.FromMinutes(11));
        (await Vault.WhatsApp.NextAsync()).Template.ShouldNotBeNull();
        (await Vault.WhatsApp.NextAsync()).Template.ShouldNotBeNull();
    }

    [Fact]
    public async Task One_person_is_not_written_to_faster_than_the_channel_allows()
    {
        Vault.WhatsApp.Pace = new PairPace(TimeSpan.FromMinutes(10), 2);
        await StoreAsync(Message("one", Phone), Message("two", Phone), Message("three", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to one");
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to two");
        await StoreAsync(Message("somebody else", s_other));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to somebody else");
        Vault.WhatsApp.IsEmpty.ShouldBeTrue();
        Vault.Clock.Advance(TimeSpan.FromMinutes(10));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to three");
    }

    private static SendResult Fault(LineFault fault, TimeSpan wait) =>
        new(SendOutcome.Retry, RetryAfter: wait, Detail: "refused") { Blameless = true, Line = fault };

    private static OutboundMessage Template(ChannelAddress to) =>
        new() { Id = "", To = to, Text = "(news)", Template = new OutboundTemplate("news", "en", []) };

    private async Task<bool> WaitsAsync(ChannelAddress address) =>
        (await (await SessionOfAsync(address)).GetAsync()) is { PendingIn: 0, PendingOut: 1 };

    private ILineGrain Line() => Vault.Grains.GetGrain<ILineGrain>(GrainKeys.Line(Phone.Channel, Phone.Account));
}

public sealed class SqlitePaceTests(SqliteStorage storage) : PaceTests(storage);

public sealed class PostgreSqlPaceTests(PostgreSqlStorage storage) : PaceTests(storage);
