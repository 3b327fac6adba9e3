using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>Records the counter <c>vault.webhook.events</c> until it is disposed, from all tests that run meanwhile.</summary>
internal sealed class WebhookCounts : IDisposable
{
    private readonly ConcurrentQueue<(string? Channel, string? Kind, string? Outcome)> _seen = new();
    private readonly MeterListener _listener = new();

    public WebhookCounts()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "ObsidianVault", Name: "vault.webhook.events" }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(
            (_, _, tags, _) => _seen.Enqueue((Tag(tags, "channel"), Tag(tags, "kind"), Tag(tags, "outcome"))));
        _listener.Start();
    }

    public IReadOnlyCollection<(string? Channel, string? Kind, string? Outcome)> Seen => _seen;

    public void Dispose() => _listener.Dispose();

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
            if (tag.Key == name) return (string?)tag.Value;
        return null;
    }
}
