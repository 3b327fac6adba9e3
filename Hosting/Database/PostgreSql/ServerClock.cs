using System.Data.Common;
using ObsidianVault.Hosting.Database.Work;

namespace ObsidianVault.Hosting.Database.PostgreSql;

/// <summary>
/// How far the database server's clock is ahead of this machine's, measured now and then. A lease given out by one machine is
/// judged by others: by its own clock, a machine that runs fast would take away the others' leases.
/// </summary>
internal sealed class ServerClock(DbDataSource dataSource, TimeProvider time)
{
    /// <summary>Too short for clocks to drift by a relevant amount, and soon enough after a clock was adjusted.</summary>
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(10);

    private Sample? _sample;

    public async ValueTask<QueueClock> GetAsync(CancellationToken cancellationToken)
    {
        var sample = Volatile.Read(ref _sample);
        if (sample is null || time.GetElapsedTime(sample.TakenAt) >= s_period)
            sample = await AskAsync(cancellationToken).ConfigureAwait(false);
        return QueueClock.At(time.GetUtcNow(), sample.Ahead);
    }

    private async Task<Sample> AskAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT clock_timestamp()";
        var (before, started) = (time.GetUtcNow(), time.GetTimestamp());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var server = new DateTimeOffset(reader.GetDateTime(0), TimeSpan.Zero);
        // The server looked at its clock somewhere in between.
        var sample = new Sample(server - before - (time.GetElapsedTime(started) / 2), time.GetTimestamp());
        Volatile.Write(ref _sample, sample);
        return sample;
    }

    private sealed record Sample(TimeSpan Ahead, long TakenAt);
}
