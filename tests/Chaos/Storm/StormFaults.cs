using ObsidianVault.Cluster.Storage;
using ObsidianVault.Fakes;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos.Storm;

/// <summary>Faults at random moments, at most two at a time, and a supervisor that restarts what ended by itself.</summary>
public sealed class StormFaults(
    VaultService vault, PostgreSqlServer database, S3Server objects, StormProvider provider, StormDiary diary, int seed)
{
    private const int AtOnce = 2;

    /// <summary>Longer than any host may take to shut down.</summary>
    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(60);

    private readonly Random _random = new(seed);
    private readonly HashSet<string> _busy = [];
    private readonly List<Task> _running = [];

    /// <summary>Disturbs until the time is over; every fault has then ended.</summary>
    public async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var until = StormDiary.Now + duration;
        while (StormDiary.Now < until)
        {
            await PauseAsync(2, 12, cancellationToken);
            _running.RemoveAll(task => task.IsCompletedSuccessfully);
            if (_running.Count < AtOnce && Choose(cancellationToken) is { } fault) _running.Add(fault);
        }

        await Task.WhenAll(_running);
    }

    /// <summary>Restarts hosts that ended by themselves, as an operator's supervisor does, and notes whether a fault explains it.</summary>
    public async Task SuperviseAsync(CancellationToken cancellationToken)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await look.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var host in vault.Ended)
            {
                lock (_busy)
                {
                    if (!_busy.Add(host)) continue;
                }

                // Others may declare a silo dead that was frozen, and it must then end; and nothing starts without a database.
                var isExplained = diary.WasDisturbed(StormDiary.Now, TimeSpan.FromMinutes(2), TimeSpan.Zero, d =>
                    (d.Kind == "freeze" && d.Target == host) || d.Kind == "database");
                var what = $"{host} ended by itself with {vault.ExitCodeOf(host)}";
                if (isExplained) diary.Note(what);
                else diary.Violation(what);
                var ended = diary.Begin("ended", host);
                await vault.KillAsync(host);
                await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
                vault.Launch(host);
                diary.End(ended);
                Free(host);
            }
        }
    }

    private Task? Choose(CancellationToken cancellationToken)
    {
        var host = VaultService.Wide[_random.Next(VaultService.Wide.Length)];
        var silo = VaultService.Wide[_random.Next(3)];
        // Random is not thread-safe: drawn here, before anything runs at the same time.
        var (down, held, length) = (Seconds(1, 8), Seconds(5, 25), Seconds(5, 20));
        var channel = ChannelFault();
        return _random.Next(20) switch
        {
            < 5 => WithHost(host, () => KillAsync(host, down, cancellationToken)),
            < 7 => WithHost(silo, () => TerminateAsync(silo, down, cancellationToken)),
            < 10 => WithHost(host, () => FreezeAsync(host, held, cancellationToken)),
            < 12 => WithHost("database", () => CrashDatabaseAsync(length, cancellationToken)),
            < 14 => WithHost("objects", () => StopObjectsAsync(_random.Next(2) == 0, length, cancellationToken)),
            < 16 => WithHost("telegram", () => FailAsync("telegram", vault.Telegram, channel, held, cancellationToken)),
            < 18 => WithHost("whatsapp", () => FailAsync("whatsapp", vault.Graph, channel, held, cancellationToken)),
            _ => WithHost("provider", () => FailProviderAsync((StormProvider.Mood)_random.Next(1, 6), held, cancellationToken)),
        };
    }

    private Task? WithHost(string name, Func<Task> fault)
    {
        lock (_busy)
        {
            if (!_busy.Add(name)) return null;
        }

        return RunAsync();

        async Task RunAsync()
        {
            try
            {
                await fault();
            }
            finally
            {
                Free(name);
            }
        }
    }

    private void Free(string name)
    {
        lock (_busy) _busy.Remove(name);
    }

    private async Task KillAsync(string host, TimeSpan down, CancellationToken cancellationToken)
    {
        var kill = diary.Begin("kill", host);
        await vault.KillAsync(host);
        await Task.Delay(down, cancellationToken);
        vault.Launch(host);
        diary.End(kill);
    }

    private async Task TerminateAsync(string host, TimeSpan down, CancellationToken cancellationToken)
    {
        var stop = diary.Begin("terminate", host);
        if (!await vault.StopAsync(host, s_shutdown)) diary.Violation($"{host} did not shut down in {s_shutdown}");
        diary.Write("storm", $"{host} has shut down");
        await Task.Delay(down, cancellationToken);
        vault.Launch(host);
        diary.End(stop);
    }

    private async Task FreezeAsync(string host, TimeSpan held, CancellationToken cancellationToken)
    {
        var freeze = diary.Begin("freeze", host);
        await vault.SignalAsync(host, "STOP");
        await Task.Delay(held, cancellationToken);
        await vault.SignalAsync(host, "CONT");
        diary.End(freeze);
    }

    private async Task CrashDatabaseAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var crash = diary.Begin("database", "");
        await database.CrashAsync();
        await Task.Delay(length, cancellationToken);
        await database.StartAsync();
        diary.End(crash);
    }

    private async Task StopObjectsAsync(bool freeze, TimeSpan length, CancellationToken cancellationToken)
    {
        var stop = diary.Begin("objects", freeze ? "frozen" : "killed");
        await (freeze ? objects.PauseAsync() : objects.KillAsync());
        await Task.Delay(length, cancellationToken);
        await (freeze ? objects.ResumeAsync() : objects.StartAsync());
        diary.End(stop);
    }

    private async Task FailAsync<TRequest>(
        string name, StandInServer<TRequest> server, Fault fault, TimeSpan length, CancellationToken cancellationToken)
        where TRequest : class
    {
        var failure = diary.Begin("channel", $"{name} {fault}");
        server.FailAlways(fault);
        await Task.Delay(length, cancellationToken);
        server.Heal();
        diary.End(failure);
    }

    private async Task FailProviderAsync(StormProvider.Mood mood, TimeSpan length, CancellationToken cancellationToken)
    {
        var failure = diary.Begin("provider", mood.ToString());
        provider.Now = mood;
        await Task.Delay(length, cancellationToken);
        provider.Now = StormProvider.Mood.Good;
        diary.End(failure);
    }

    private Fault ChannelFault() => _random.Next(5) switch
    {
        0 => new Fault.Error(500, "Internal Server Error", 131016),
        1 => new Fault.TooManyRequests(_random.Next(1, 6)),
        2 => new Fault.Delay(TimeSpan.FromSeconds(20)),
        3 => new Fault.Drop(),
        _ => new Fault.Page(502, "<html>Bad Gateway</html>"),
    };

    private TimeSpan Seconds(int from, int to) => TimeSpan.FromSeconds(from + (_random.NextDouble() * (to - from)));

    private Task PauseAsync(int from, int to, CancellationToken cancellationToken) => Task.Delay(Seconds(from, to), cancellationToken);
}
