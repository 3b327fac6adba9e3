using System.Data.Common;

namespace ObsidianVault.Grains.Interfaces.Outages;

/// <summary>Tells a passing fault of ours from a fault of the request.</summary>
public static class Outage
{
    private const string OrleansCore = "Orleans.Core";

    /// <summary>
    /// How SQLite, PostgreSQL and the file system say it. An exception from another process keeps its words, and not its type.
    /// </summary>
    private static readonly string[] s_full = ["database or disk is full", "53100:", "No space left on device"];

    /// <summary>
    /// Whether a silo, a grain's storage or the database did not answer, or no silo hosts the grain yet, which Orleans reports
    /// with an <see cref="ArgumentException"/> of its own.
    /// </summary>
    public static bool Explains(Exception exception) =>
        exception is TimeoutException or OrleansException or DbException
        || (exception is ArgumentException or InvalidOperationException && exception.Source == OrleansCore);

    /// <summary>Whether something could not be stored because a disk is full.</summary>
    public static bool IsFull(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (Array.Exists(s_full, words => inner.Message.Contains(words, StringComparison.Ordinal))) return true;
        }

        return false;
    }

    /// <summary>What happened, in one line: the words of an exception that Orleans passed on hold its stack.</summary>
    public static string ReasonOf(Exception exception) => exception.Message.Split('\n', 2)[0].TrimEnd();

    /// <summary>
    /// The exception, for a log, where it is not an outage: an outage is told by its message, in one line, because it comes with every
    /// request.
    /// </summary>
    public static Exception? Unexpected(Exception exception) => Explains(exception) || IsFull(exception) ? null : exception;
}
