using System.Text.Json;

namespace ObsidianVault.Benchmarks;

/// <summary>The result of a benchmark; printed as one JSON object in the last line of output.</summary>
internal sealed record Report(string Bench, string Machine, IReadOnlyList<Metric> Metrics)
{
    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string ThisMachine =>
        $"{Environment.ProcessorCount} cores, {Environment.OSVersion.VersionString}, .NET {Environment.Version}";
}

/// <param name="Goal">
/// The ratio of ours to the peer's that is good enough: the highest, or with <paramref name="AtLeast"/> the lowest. Null: the
/// metric is informational.
/// </param>
internal sealed record Metric(string Name, string Unit, double Ours, double Peer, string PeerName, double? Goal, bool AtLeast = false)
{
    public double Ratio => Peer == 0 ? 0 : Math.Round(Ours / Peer, 3);

    public bool Met => Goal is not { } goal || (AtLeast ? Ratio >= goal : Ratio <= goal);
}
