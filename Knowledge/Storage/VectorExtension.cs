using System.Data.Common;
using ObsidianVault.Hosting.Database;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>
/// PostgreSQL's extension pgvector, which compares vectors in the database. It is switched on where it is installed and our user may
/// do so; everything works without it.
/// </summary>
internal static partial class VectorExtension
{
    public static async Task<bool> FindAsync(DbDataSource source, ILogger logger, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        const string available = "SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'vector')";
        if (await IsAsync(available).ConfigureAwait(false))
        {
            try
            {
                await using var create = SqlCommands.Command(connection, "CREATE EXTENSION IF NOT EXISTS vector");
                await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DbException exception)
            {
                // Our user may not, or another process did it at the same moment.
                LogNotCreated(logger, exception.Message);
            }
        }

        // Whether it is there, and in a schema that our queries look into.
        return await IsAsync(
            "SELECT CASE WHEN to_regtype('vector') IS NULL THEN false ELSE to_regoperator('<#>(vector,vector)') IS NOT NULL END")
            .ConfigureAwait(false);

        async Task<bool> IsAsync(string sql)
        {
            await using var command = SqlCommands.Command(connection, sql);
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The extension pgvector was not created, and vectors are compared by this process if it is not there: {Reason}")]
    private static partial void LogNotCreated(ILogger logger, string reason);
}
