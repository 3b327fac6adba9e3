using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>The metrics of one host agree with its providers and its ledger, and name no user.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Metrics_equal_the_ledger_and_the_providers_logs()
    {
        await using var host = await AiHost.StartAsync(2, ("AiCache:Enabled", "true"), ("Ai:Retries", "0"));
        var measured = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener();
        var factory = (IMeterFactory)host.Services.GetService(typeof(IMeterFactory))!;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "ObsidianVault.Ai" && instrument.Meter.Scope == factory) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();

        host.A.Script(ProviderReply.Error(500, ""), new ProviderReply());
        await host.AskAsync("one");
        await host.AskAsync("one");
        await host.StreamAsync(AiHost.Call("two"));

        Sum("vault.ai.cost").ShouldBe((double)host.Billing.Bills.Sum(b => host.Billing.Price("", "", b.Usage)));
        Sum("gen_ai.client.token.usage").ShouldBe(host.Billing.Bills.Sum(b => b.Usage.Total));
        measured.Count(m => m.Name == "gen_ai.client.operation.duration").ShouldBe(host.Providers.Sum(p => p.Hits));
        measured.Count(m => m.Name == "gen_ai.client.operation.time_to_first_chunk").ShouldBe(1);
        measured.ShouldContain(m => m.Name == "vault.ai.fallbacks" && m.Tags.Contains("error.type=provider_server_error"));
        measured.Count(m => m.Name == "vault.ai.cache.requests" && m.Tags.Contains("result=hit")).ShouldBe(1);
        measured.Count(m => m.Name == "vault.ai.calls" && m.Tags.Contains("result=ok")).ShouldBe(3);
        measured.ShouldAllBe(m => !m.Tags.Contains("ada"));

        double Sum(string name) => Math.Round(measured.Where(m => m.Name == name).Sum(m => m.Value), 9);
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = "";
        foreach (var (name, value) in tags) text += $"{name}={value};";
        return text;
    }
}
