using Microsoft.Data.Sqlite;
using ObsidianVault.Hosting.Database.Sqlite;

namespace ObsidianVault.Cluster.Storage;

/// <summary>Statements that are prepared once and run many times.</summary>
public sealed class SqliteStatementTests
{
    [Fact]
    public void One_that_failed_says_why_and_runs_again()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        new SqliteStatement(connection, "CREATE TABLE t (id text NOT NULL PRIMARY KEY, n bigint NULL)").Run();
        var insert = new SqliteStatement(connection, "INSERT INTO t (id, n) VALUES (?1, ?2)");
        var count = new SqliteStatement(connection, "SELECT count(n) FROM t WHERE id >= ?1");

        insert.Bind(1, "a").Bind(2, 1).Run().ShouldBe(1);
        Should.Throw<SqliteException>(() => insert.Run()).Message.ShouldContain("UNIQUE constraint failed: t.id");
        insert.Bind(1, "bé").Bind(2, (long?)null).Run().ShouldBe(1);
        count.Bind(1, "a").RunForNumber().ShouldBe(1, "the second has no number");
        count.Bind(1, "b").RunForNumber().ShouldBe(0);
        new SqliteStatement(connection, "SELECT n FROM t WHERE id = 'c'").RunForNumber().ShouldBeNull();
        Should.Throw<SqliteException>(() => new SqliteStatement(connection, "SELECT nothing")).Message.ShouldContain("nothing");
    }
}
