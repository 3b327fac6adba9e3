using System.Globalization;
using System.Runtime.CompilerServices;

namespace ObsidianVault.Chaos.Storm;

/// <summary>A test that is run only where <see cref="StormSettings.Switch"/> is set: it takes minutes and both processors.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StormFactAttribute : FactAttribute
{
    public StormFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Explicit = !StormSettings.IsOn;
}

/// <summary>How to run the storm, from the environment.</summary>
/// <param name="Duration">How long there are faults.</param>
/// <param name="Seed">Of the people and of the faults. Timing differs from run to run all the same.</param>
/// <param name="Logs">The folder for the output of each process.</param>
public sealed record StormSettings(TimeSpan Duration, int Seed, string Logs)
{
    /// <summary>The environment variable that switches the storm on: 1.</summary>
    public const string Switch = "VAULT_STORM";

    private const string Minutes = "VAULT_STORM_MINUTES";
    private const string SeedName = "VAULT_STORM_SEED";
    private const string LogsName = "VAULT_STORM_LOGS";

    public static bool IsOn => Environment.GetEnvironmentVariable(Switch) == "1";

    public static StormSettings Read()
    {
        var minutes = double.Parse(Environment.GetEnvironmentVariable(Minutes) ?? "5", CultureInfo.InvariantCulture);
        var seed = Environment.GetEnvironmentVariable(SeedName) is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next(1, 100_000);
        var logs = Environment.GetEnvironmentVariable(LogsName)
            ?? Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"vault-storm-{seed}"));
        Directory.CreateDirectory(logs);
        return new StormSettings(TimeSpan.FromMinutes(minutes), seed, logs);
    }
}
