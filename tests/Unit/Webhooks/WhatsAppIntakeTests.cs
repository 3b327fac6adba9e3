using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Webhooks;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.WhatsApp;
using ObsidianVault.Channels.WhatsApp.Reading;
using ObsidianVault.Grains.Interfaces.Outages;
using ObsidianVault.Unit.Delivery;

namespace ObsidianVault.Unit.Webhooks;

public sealed class WhatsAppIntakeTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly SessionDouble _sessions = new();
    private readonly LogLines _log = new();
    private readonly WhatsAppIntake _intake;

    public WhatsAppIntakeTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
            _counts.AddOrUpdate(
                $"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}", count, (_, sum) => sum + count));
        _listener.Start();
        _intake = new WhatsAppIntake(
            new SessionRouter(
                _sessions.Grains, new Patience(TimeProvider.System), Options.Create(new PatienceOptions()), TimeProvider.System,
                NullLogger<SessionRouter>.Instance),
            new WhatsAppOptions { PhoneNumberIds = [WhatsAppSamples.Account] },
            new WebhookMetrics(meters),
            TimeProvider.System,
            _log);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Everything_is_counted_by_kind_and_outcome()
    {
        string[] names =
        [
            "text", "newer than us", "sent", "failed", "human", "stop", "template", "new device", "edit of nothing", "field of the future",
        ];
        foreach (var name in names) (await TakeAsync(Sample(name))).ShouldBeTrue();
        (await TakeAsync(Sample("text").Replace(WhatsAppSamples.Account, "1", StringComparison.Ordinal))).ShouldBeTrue();
        _sessions.Fails = _ => true;
        (await TakeAsync(Sample("image"))).ShouldBeFalse();

        _counts.ShouldBe(
            new Dictionary<string, long>
            {
                ["vault.webhook.events whatsapp text stored"] = 1,
                ["vault.webhook.events whatsapp other stored"] = 1,
                ["vault.webhook.events whatsapp status stored"] = 2,
                ["vault.webhook.events whatsapp human_reply stored"] = 1,
                ["vault.webhook.events whatsapp consent stored"] = 1,
                ["vault.webhook.events whatsapp template ignored"] = 1,
                ["vault.webhook.events whatsapp system ignored"] = 1,
                ["vault.webhook.events whatsapp edit malformed"] = 1,
                ["vault.webhook.events whatsapp other ignored"] = 1,
                ["vault.webhook.events whatsapp text not_ours"] = 1,
                ["vault.webhook.events whatsapp image not_stored"] = 1,
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task Operators_read_of_account_and_template_events_and_not_of_people()
    {
        await TakeAsync(Sample("account"));
        await TakeAsync(Sample("quality"));
        await TakeAsync(Sample("bare interactive"));
        await TakeAsync(Sample("text"));

        _log.All.ReplaceLineEndings("\n").ShouldBe(
            "Information WhatsApp says: account_update event=ACCOUNT_RESTRICTION restriction=RESTRICTED_BIZ_INITIATED_MESSAGING \n"
            + "Information WhatsApp says: phone_number_quality_update event=DOWNGRADE current_limit=TIER_1K \n"
            + "Information WhatsApp says: error 131000 ");
    }

    [Fact]
    public async Task A_webhook_full_of_notices_does_not_fill_the_log()
    {
        await TakeAsync(WhatsAppSamples.Payload("messages", $"\"errors\":[{string.Join(',', Enumerable.Repeat("{\"code\":1}", 100))}]"));

        _log.All.Split('\n').Length.ShouldBe(WhatsAppIntake.MaxNotices);
        _counts["vault.webhook.events whatsapp error ignored"].ShouldBe(100);
    }

    [Fact]
    public async Task A_large_webhook_is_stored_whole_and_in_order_in_steps()
    {
        (await TakeAsync(Many(1_201))).ShouldBeTrue();

        _sessions.Calls.ShouldBe(3);
        _sessions.Stored.Select(stored => stored.Message.Id).ShouldBe(Enumerable.Range(0, 1_201).Select(i => $"w{i}"));
    }

    [Fact]
    public async Task After_a_step_that_failed_no_other_is_tried_so_that_order_holds()
    {
        var calls = 0;
        _sessions.Fails = _ => ++calls == 2;

        (await TakeAsync(Many(1_201))).ShouldBeFalse();

        calls.ShouldBe(2);
        _sessions.Stored.Count.ShouldBe(WhatsAppIntake.MaxEventsAtOnce);
        _counts["vault.webhook.events whatsapp unsupported not_stored"].ShouldBe(701);
    }

    private static string Sample(string name) => WhatsAppSamples.All.Single(sample => sample.Name == name).Payload;

    private static string Many(int count) => WhatsAppSamples.Payload(
        "messages", $"\"messages\":[{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":"w{{i}}","from":"491"}"""))}]");

    private async Task<bool> TakeAsync(string json)
    {
        using var payload = WhatsAppBody.TryParse(Encoding.UTF8.GetBytes(json));
        return await _intake.TakeAsync(payload!.RootElement);
    }
}
