using ObsidianVault.Hosting.Database;

namespace ObsidianVault.Unit.State;

public sealed class MigrationScriptTests
{
    [Theory]
    [InlineData(nameof(StorageProvider.Sqlite))]
    [InlineData(nameof(StorageProvider.PostgreSQL))]
    public void Scripts_are_numbered_without_a_gap_and_no_minimum_goes_back(string provider)
    {
        var scripts = DatabaseMigrator.Scripts(Enum.Parse<StorageProvider>(provider));
        scripts.Select(script => script.Version).ShouldBe(Enumerable.Range(1, scripts.Count));
        scripts.Select(script => script.MinimumReader).ShouldBeInOrder();
    }

    [Fact]
    public void A_script_without_a_minimum_reader_is_for_builds_that_know_it() =>
        DatabaseMigrator.Script.Read("0007-more.sql", "CREATE TABLE t (a int);").MinimumReader.ShouldBe(7);

    [Fact]
    public void A_script_says_who_can_still_read() =>
        DatabaseMigrator.Script.Read("0007-more.sql", "-- More.\n-- Minimum reader: 0005\nCREATE TABLE t (a int);")
            .MinimumReader.ShouldBe(5);

    [Fact]
    public void A_minimum_reader_from_the_future_is_refused() =>
        Should.Throw<InvalidDataException>(() => DatabaseMigrator.Script.Read("0007-more.sql", "-- Minimum reader: 0008"));
}
