namespace ObsidianVault.Sync;

/// <summary><c>./vault sync</c>, from its arguments to its exit code.</summary>
internal static class SyncProgram
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    /// <returns>0: everything is there; 1: some files were refused, or the service is away; 2: the arguments are wrong.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> given, Func<string, string?> environment, TextWriter output, TextWriter errors,
        CancellationToken cancellationToken)
    {
        try
        {
            var arguments = SyncArguments.Parse(given, environment);
            using var http = new HttpClient { BaseAddress = arguments.Server, Timeout = TimeSpan.FromMinutes(6) };
            var tokens = TokenFile.Of(arguments.Server, environment);
            var sync = new VaultSync(arguments, new VaultApi(http), tokens, output, TimeProvider.System);
            if (!arguments.Watch) return await sync.RunAsync(isQuiet: false, cancellationToken) == 0 ? 0 : 1;
            await WatchAsync(arguments, sync, errors, cancellationToken);
            return 0;
        }
        catch (SyncException fault)
        {
            await errors.WriteLineAsync($"vault: {fault.Message}");
            return fault.IsUsage ? 2 : 1;
        }
        catch (UnknownKeyException ended)
        {
            await errors.WriteLineAsync($"vault: {ended.Message} Nothing is lost; run it again to begin a new session.");
            return 1;
        }
        catch (HttpRequestException away)
        {
            await errors.WriteLineAsync($"vault: the service cannot be reached: {away.Message} Nothing is lost; run it again later.");
            return 1;
        }
        catch (IOException fault)
        {
            await errors.WriteLineAsync($"vault: {fault.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static async Task WatchAsync(SyncArguments arguments, VaultSync sync, TextWriter errors, CancellationToken cancellationToken)
    {
        using var watch = new FolderWatch(arguments.Folder, TimeProvider.System);
        var (isFirst, wait) = (true, TimeSpan.FromSeconds(1));
        while (true)
        {
            try
            {
                await sync.RunAsync(isQuiet: !isFirst, cancellationToken);
                (isFirst, wait) = (false, TimeSpan.FromSeconds(1));
                await watch.WaitAsync(cancellationToken);
            }
            catch (Exception away) when (away is HttpRequestException or IOException
                || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                var what = away is IOException ? "" : "the service is away: ";
                await errors.WriteLineAsync($"vault: {what}{away.Message} Trying again in {wait.TotalSeconds:0} s.");
                await Task.Delay(wait, TimeProvider.System, cancellationToken);
                wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait;
            }
        }
    }
}
