using System.Data.Common;

namespace ObsidianVault.Hosting.Database;

/// <summary>Commands with named parameters, the same for both databases.</summary>
internal static class SqlCommands
{
    /// <param name="parameters">Names as in the statement, without the at sign; a null value is a database null.</param>
    public static DbCommand Command(DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
