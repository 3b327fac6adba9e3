using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ObsidianVault.Hosting.Telemetry;

/// <summary>Metrics and traces, the same for every host.</summary>
public static class TelemetryExtensions
{
    /// <summary>
    /// Collects the metrics of Orleans, ASP.NET Core, .NET and our own meters for <c>/metrics</c>, and exports metrics and
    /// traces over OTLP if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.
    /// </summary>
    public static IHostApplicationBuilder AddVaultTelemetry(this IHostApplicationBuilder builder)
    {
        var otlp = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics
                .AddMeter(
                    "ObsidianVault*", "Microsoft.Orleans", "System.Runtime",
                    "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddPrometheusExporter();
            if (otlp) metrics.AddOtlpExporter();
        });
        if (!otlp) return builder;
        telemetry.WithTracing(traces => traces
            .AddAspNetCoreInstrumentation()
            .AddSource("ObsidianVault*", "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime")
            .AddOtlpExporter());
        return builder;
    }
}
