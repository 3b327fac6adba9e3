using ObsidianVault.Cluster.Storage;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos.Storm;

/// <summary>
/// Random faults for some minutes on a whole cluster while people write to it. Afterwards everything must come to rest, and
/// everybody must have got what was promised to them, once.
/// </summary>
public sealed class StormTests
{
    /// <summary>How long it may take after the last fault until everything is answered: minutes, because the machine is small.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(10);

    [StormFact]
    public async Task After_a_storm_everything_is_answered_once_and_nothing_is_left_behind()
    {
        var settings = StormSettings.Read();
        TestContext.Current.TestOutputHelper?.WriteLine($"{settings}");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(settings.Duration + (3 * s_rest));
        using var diary = new StormDiary(settings);
        await using var database = new PostgreSqlServer();
        await using var objects = new S3Server();
        await Task.WhenAll(database.InitializeAsync().AsTask(), objects.InitializeAsync().AsTask());
        await using var provider = await StormProvider.StartNewAsync();
        var connection = await database.CreateDatabaseAsync();
        await using var books = new StormBooks(connection);
        await using var vault = await VaultService.StartNewAsync(
            VaultService.Wide, diary.Hear, SettingsOf(connection), ClusterShape.ObjectsIn(objects), provider.Settings);

        await new StormRun(settings, diary, vault, database, objects, provider, books).RunAsync(s_rest, deadline.Token);

        foreach (var line in diary.Report()) TestContext.Current.TestOutputHelper?.WriteLine(line);
        diary.Violations.ShouldBeEmpty($"seed {settings.Seed}; the logs are in {settings.Logs}");
    }

    private static Dictionary<string, string> SettingsOf(string connection) => new()
    {
        ["Storage__Provider"] = "PostgreSQL",
        ["Storage__ConnectionString"] = connection,
        // What operators run with, where other tests are impatient.
        ["RenderQueue__Lease"] = "00:00:20",
        ["Expiry__UnfinishedWork"] = "00:00:20",
        ["Sessions__ProgressInterval"] = "00:00:01.5",
        ["Ledger__MonthlyBudget"] = "1000",
        ["Lifetimes__Ready"] = "01:00:00",
        ["Logging__Console__FormatterName"] = "simple",
        ["Logging__Console__FormatterOptions__SingleLine"] = "true",
        ["Logging__Console__FormatterOptions__UseUtcTimestamp"] = "true",
        ["Logging__Console__FormatterOptions__TimestampFormat"] = "HH:mm:ss.fff ",
    };
}
