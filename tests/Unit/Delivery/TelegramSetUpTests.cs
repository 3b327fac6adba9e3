using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Channels.Telegram;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Telegram;

namespace ObsidianVault.Unit.Delivery;

/// <summary>The setup calls to Telegram at startup, and the bots' identities.</summary>
public sealed class TelegramSetUpTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private TelegramStandIn _telegram = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _telegram = await TelegramStandIn.StartNewAsync();

    public ValueTask DisposeAsync() => _telegram.DisposeAsync();

    [Fact]
    public async Task Each_bot_gets_its_webhook_and_a_menu_a_language()
    {
        using var host = Host(
            TimeProvider.System, ("Telegram:WebhookUrl", "https://vault.example/webhook/telegram/"),
            ("Telegram:WebhookMaxConnections", "7"));

        await host.StartAsync();
        await SeenAsync("setMyCommands", TelegramMenu.Defaults.Count);

        Calls("getMe").Count.ShouldBe(1);
        var webhook = Calls("setWebhook").ShouldHaveSingleItem().Fields;
        webhook["url"].ShouldBe("https://vault.example/webhook/telegram/vault");
        webhook["secret_token"].ShouldBe("webhook-secret");
        webhook["max_connections"].ShouldBe("7");
        webhook["allowed_updates"].ShouldBe("""
            ["message","edited_message","callback_query","my_chat_member","message_reaction","business_message","edited_business_message",
            """ + "\"deleted_business_messages\"]");
        var menus = Calls("setMyCommands");
        menus.Select(call => call.Fields.GetValueOrDefault("language_code")).ShouldBe([null, "de", "ar", "es", "fr", "it", "pt"]);
        menus.ShouldAllBe(
            call => NamesOf(call).SequenceEqual(new[] { "video", "status", "cancel", "usage", "lang", "link", "stop", "help" }));
    }

    [Fact]
    public async Task Without_an_address_the_webhook_is_left_to_the_operator()
    {
        using var host = Host(TimeProvider.System);

        await host.StartAsync();
        await SeenAsync("setMyCommands", TelegramMenu.Defaults.Count);

        Calls("setWebhook").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_does_not_stop_the_start_and_is_tried_again_when_Telegram_says()
    {
        var time = new FakeTimeProvider();
        using var host = Host(time, ("Telegram:Bots:0:Username", "vault_bot"));
        _telegram.Fail(new Fault.TooManyRequests(14));
        _telegram.Fail(new Fault.Drop());

        await host.StartAsync();
        await SeenAsync("setMyCommands", 1);
        await LoggedAsync(host, "trying again in 00:00:14");
        time.Advance(TimeSpan.FromSeconds(13.9));
        Calls("setMyCommands").Count.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(0.1));
        await SeenAsync("setMyCommands", 2);
        await LoggedAsync(host, "trying again in 00:00:04");
        time.Advance(TimeSpan.FromSeconds(4));

        await SeenAsync("setMyCommands", 2 + TelegramMenu.Defaults.Count);
        host.Log.All.ShouldNotContain("not-a-real-token");
    }

    [Fact]
    public async Task A_process_may_be_told_to_leave_the_bots_alone()
    {
        using var host = Host(TimeProvider.System, ("Telegram:SetUpBots", "false"));

        await host.StartAsync();
        await host.StopAsync();

        _telegram.Requests.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_username_is_asked_for_once_and_not_at_all_where_it_is_set()
    {
        using var host = Host(TimeProvider.System);
        using var named = Host(TimeProvider.System, ("Telegram:Bots:0:Username", "vault_bot"));

        (await ResolveAsync(host)).ShouldBe(new TelegramBotIdentity("vault", 123456, "stand_in_bot"));
        (await ResolveAsync(host)).Username.ShouldBe("stand_in_bot");
        (await ResolveAsync(named)).Username.ShouldBe("vault_bot");

        Calls("getMe").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_username_that_could_not_be_had_is_asked_for_again_after_30_s()
    {
        var time = new FakeTimeProvider();
        using var host = Host(time);
        _telegram.Fail(new Fault.Error(401, "Unauthorized"));

        (await ResolveAsync(host)).Username.ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(29.9));
        (await ResolveAsync(host)).Username.ShouldBeNull();
        Calls("getMe").Count.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(0.1));

        (await ResolveAsync(host)).Username.ShouldBe("stand_in_bot");
    }

    [Fact]
    public async Task A_username_is_waited_for_3_s_at_most()
    {
        var time = new FakeTimeProvider();
        using var host = Host(time);
        _telegram.Fail(new Fault.Delay(TimeSpan.FromMinutes(10)));

        var resolving = ResolveAsync(host);
        await SeenAsync("getMe", 1);
        time.Advance(TimeSpan.FromSeconds(3));

        (await resolving).Username.ShouldBeNull();
    }

    private ChannelHost Host(TimeProvider time, params (string Key, string Value)[] more) => ChannelHost.Create(time,
    [
        ("Telegram:ApiBaseUrl", _telegram.BaseUrl),
        ("Telegram:Bots:0:Name", "vault"),
        ("Telegram:Bots:0:Token", "123456:not-a-real-token"),
        ("Telegram:Bots:0:WebhookSecret", "webhook-secret"),
        .. more,
    ]);

    private static Task<TelegramBotIdentity> ResolveAsync(ChannelHost host) => host.Get<TelegramBotIdentities>().ResolveAsync(
        host.Get<Microsoft.Extensions.Options.IOptions<TelegramOptions>>().Value.Bots[0], Cancel);

    private IReadOnlyList<TelegramOther> Calls(string method) =>
        [.. _telegram.Requests.Of<TelegramOther>().Where(call => call.Method == method)];

    private async Task SeenAsync(string method, int count) =>
        await _telegram.WaitForAsync(_ => Calls(method).Count >= count, s_patience, Cancel);

    private static Task LoggedAsync(ChannelHost host, string line) => host.Log.WaitForAsync(line, s_patience, Cancel);

    private static IEnumerable<string?> NamesOf(TelegramOther call)
    {
        using var json = JsonDocument.Parse(call.Fields["commands"]);
        return [.. json.RootElement.EnumerateArray().Select(command => command.GetProperty("command").GetString())];
    }
}
