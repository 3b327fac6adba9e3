using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Unit.Delivery;

public sealed class ChannelOptionsTests
{
    [Fact]
    public async Task Without_settings_the_channels_are_off_and_the_host_starts()
    {
        using var host = ChannelHost.Create();

        await host.StartAsync();

        var message = new OutboundMessage { Id = "1", To = new ChannelAddress(ChannelNames.Telegram, "vault", "1"), Text = "hi" };
        (await host.Sender(ChannelNames.Telegram).SendAsync(message, TestContext.Current.CancellationToken)).Outcome
            .ShouldBe(SendOutcome.Rejected);
    }

    [Fact]
    public async Task Wrong_Telegram_settings_are_all_reported_at_once_and_without_the_secrets()
    {
        using var host = ChannelHost.Create(
            ("Telegram:Bots:0:Name", "two words"),
            ("Telegram:Bots:0:Token", "no-colon"),
            ("Telegram:Bots:0:WebhookSecret", "short!"),
            ("Telegram:Bots:0:Username", "@vault_bot"),
            ("Telegram:ApiBaseUrl", "ftp://x"),
            ("Telegram:WebhookUrl", "http://vault.example/webhook/telegram"),
            ("Telegram:WebhookMaxConnections", "0"),
            ("Telegram:Timeout", "00:00:00"));

        (await Should.ThrowAsync<OptionsValidationException>(host.StartAsync)).Failures.ShouldBe(
        [
            "Telegram:Bots:0:Name must be 1-64 characters of A-Za-z0-9_-.",
            "Telegram:Bots:0:Token must be digits, a colon and a secret, as BotFather gives it.",
            "Telegram:Bots:0:Username must be 4-32 characters of A-Za-z0-9_, without '@', or empty.",
            "Telegram:Bots:0:WebhookSecret must be 8-256 characters of A-Za-z0-9_-.",
            "Telegram:ApiBaseUrl must be an absolute http or https URL.",
            "Telegram:Timeout must be from 1 s to 10 min.",
            "Telegram:WebhookUrl must be an absolute https URL.",
            "Telegram:WebhookMaxConnections must be from 1 to 100.",
        ]);
    }

    [Fact]
    public async Task Two_bots_of_one_name_are_reported()
    {
        using var host = ChannelHost.Create(
            ("Telegram:Bots:0:Name", "vault"), ("Telegram:Bots:0:Token", "1:a"), ("Telegram:Bots:0:WebhookSecret", "secret-one"),
            ("Telegram:Bots:1:Name", "vault"), ("Telegram:Bots:1:Token", "2:b"), ("Telegram:Bots:1:WebhookSecret", "secret-two"));

        (await Should.ThrowAsync<OptionsValidationException>(host.StartAsync)).Failures.ShouldBe(
            ["Telegram:Bots has 2 bots named 'vault'; names must differ."]);
    }

    [Fact]
    public async Task A_half_configured_WhatsApp_names_everything_that_is_missing()
    {
        using var host = ChannelHost.Create(("WhatsApp:AccessToken", "t"), ("WhatsApp:ApiVersion", "26"));

        (await Should.ThrowAsync<OptionsValidationException>(host.StartAsync)).Failures.ShouldBe(
        [
            "WhatsApp:AppSecret is required once WhatsApp has any settings.",
            "WhatsApp:VerifyToken is required once WhatsApp has any settings.",
            "WhatsApp:PhoneNumberIds must name at least one phone number id.",
            "WhatsApp:ApiVersion must look like v26.0.",
        ]);
    }
}
