using System.Diagnostics;
using System.Diagnostics.Metrics;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Renderer;

/// <summary>
/// How long each stage of a job takes, as spans with the job's id and as one histogram: validate, look, render, join, store.
/// Users and jobs are never labels of the metric.
/// </summary>
internal sealed class RenderTelemetry : IDisposable
{
    public const string Name = "ObsidianVault.Rendering";

    private static readonly double[] s_seconds = [0.01, 0.03, 0.1, 0.3, 1, 2, 4, 8, 15, 30, 60, 120, 300];

    private readonly ActivitySource _spans = new(Name);
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly TimeProvider _time;

    public RenderTelemetry(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _meter = meters.Create(Name);
        _duration = _meter.CreateHistogram(
            "vault.render.stage.duration",
            "s",
            "Duration of one stage of a job.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = s_seconds });
    }

    /// <summary>Begins a stage; disposing the result ends it, once.</summary>
    public Stage Start(string stage, WorkLease lease)
    {
        var span = _spans.StartActivity(stage);
        span?.SetTag("vault.job.id", lease.JobId).SetTag("vault.job.epoch", lease.Epoch);
        return new Stage(this, stage, span, _time.GetTimestamp());
    }

    public void Dispose()
    {
        _spans.Dispose();
        _meter.Dispose();
    }

    internal sealed class Stage(RenderTelemetry telemetry, string name, Activity? span, long started) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            if (_ended) return;
            _ended = true;
            span?.Dispose();
            telemetry._duration.Record(
                telemetry._time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("stage", name));
        }
    }
}
