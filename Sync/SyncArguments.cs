namespace ObsidianVault.Sync;

/// <summary>What the command line asks for.</summary>
/// <param name="Folder">The vault on this machine.</param>
/// <param name="Collection">The collection's name.</param>
/// <param name="Watch">Whether to follow changes until it is ended.</param>
/// <param name="Server">Where the service is.</param>
/// <param name="Key">The operator's key or a token; null for the token that is kept on this machine.</param>
internal sealed record SyncArguments(string Folder, string Collection, bool Watch, Uri Server, string? Key)
{
    public const string Usage = "DIR [--collection NAME] [--watch] [--url URL]";

    /// <exception cref="SyncException">Something of it is wrong; the message says what.</exception>
    public static SyncArguments Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        string? folder = null, name = null;
        var (watch, url) = (false, environment("VAULT_URL") ?? "http://127.0.0.1:8080");
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--watch": watch = true; break;
                case "--collection": name = Next(arguments, ref i); break;
                case "--url": url = Next(arguments, ref i); break;
                case var option when option.StartsWith("--", StringComparison.Ordinal):
                    throw new SyncException($"sync does not know '{option}'. It takes: {Usage}") { IsUsage = true };
                case var given when folder is null: folder = given; break;
                case var second: throw new SyncException($"sync takes one folder; '{second}' is a second one.") { IsUsage = true };
            }
        }

        if (folder is null) throw new SyncException($"Name the folder of the vault: {Usage}") { IsUsage = true };
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(folder)) throw new SyncException($"There is no folder {folder}.") { IsUsage = true };
        if (!Uri.TryCreate(url, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
            throw new SyncException($"'{url}' is no http address. Give the service's with --url or VAULT_URL.") { IsUsage = true };
        var key = environment("VAULT_TOKEN") is { Length: > 0 } token ? token
            : environment("Operator__Key") is { Length: > 0 } operatorKey ? operatorKey : null;
        return new SyncArguments(folder, name ?? Path.GetFileName(folder), watch, server, key);
    }

    private static string Next(IReadOnlyList<string> arguments, ref int i) =>
        ++i < arguments.Count ? arguments[i] : throw new SyncException($"{arguments[i - 1]} needs a value.") { IsUsage = true };
}

/// <summary>Something that the person has to mend; the message says what.</summary>
internal sealed class SyncException(string message) : Exception(message)
{
    public bool IsUsage { get; init; }
}
