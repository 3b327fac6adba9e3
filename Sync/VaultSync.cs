using ObsidianVault.Knowledge.Uploads;

namespace ObsidianVault.Sync;

/// <summary>Brings the documents of one folder into one collection: first the list of what is there, then only what changed.</summary>
internal sealed class VaultSync(SyncArguments arguments, VaultApi api, TokenFile tokens, TextWriter output, TimeProvider time)
{
    /// <summary>One request takes so many files, or so many bytes.</summary>
    private const int MaxFiles = 100;

    private const long MaxBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(300);
    private readonly FolderScan _scan = new(arguments.Folder);

    /// <summary>What was refused, by path with its hash: the same bytes are not sent again while this program runs.</summary>
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);

    private string? _collection;

    /// <summary>Brings everything to the same state, and says what was done.</summary>
    /// <param name="isQuiet">Whether to say nothing where nothing changed.</param>
    /// <returns>How many files were refused.</returns>
    public async Task<int> RunAsync(bool isQuiet, CancellationToken cancellationToken)
    {
        var id = _collection ??= await FindAsync(cancellationToken);
        var refused = new List<(string Path, string Reason)>();
        var manifest = await ScanAsync(refused, cancellationToken);
        var plan = await api.SyncAsync(id, manifest, commit: false, cancellationToken);
        // A volume that is not mounted looks like a folder without files.
        if (manifest.Count == 0 && plan.Gone.Length > 0)
            throw new IOException(
                $"{arguments.Folder} has no documents, and the collection has {plan.Gone.Length}; nothing was deleted. "
                + "If that is what you want, delete the collection.");
        // There may be room now for what did not fit.
        if (plan.Gone.Length > 0) _refused.Clear();
        var missing = plan.Missing.Where(path => _refused.GetValueOrDefault(path) != manifest[path]).ToArray();
        var sent = await SendAsync(id, missing, manifest, refused, cancellationToken);
        if (plan.Renamed.Length > 0 || plan.Gone.Length > 0) await api.SyncAsync(id, manifest, commit: true, cancellationToken);
        if (sent.Count > 0 || plan.Renamed.Length > 0) await UntilReadAsync(id, sent, refused, cancellationToken);

        refused.AddRange(plan.Refused.Select(file => (file.Path, file.Reason)));
        foreach (var (path, reason) in refused) await output.WriteLineAsync($"refused  {path}: {reason}");
        if (!isQuiet || sent.Count > 0 || plan.Renamed.Length > 0 || plan.Gone.Length > 0)
        {
            await output.WriteLineAsync(
                $"{arguments.Collection}: {sent.Count} sent, {plan.Renamed.Length} renamed, {plan.Gone.Length} deleted, "
                + $"{plan.Unchanged} unchanged, {refused.Count} refused");
        }

        return refused.Count;
    }

    private async Task<IReadOnlyDictionary<string, string>> ScanAsync(
        List<(string Path, string Reason)> refused, CancellationToken cancellationToken)
    {
        try
        {
            return await _scan.ScanAsync(refused, cancellationToken);
        }
        catch (UnauthorizedAccessException closed)
        {
            throw new IOException($"{closed.Message} What cannot be read would count as deleted, so nothing was done.");
        }
    }

    private async Task<HashSet<string>> SendAsync(
        string id, string[] missing, IReadOnlyDictionary<string, string> manifest, List<(string Path, string Reason)> refused,
        CancellationToken cancellationToken)
    {
        var sent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in Batches(missing))
        {
            var open = new List<(string Path, Stream Content)>();
            try
            {
                foreach (var path in batch)
                {
                    try
                    {
                        open.Add((path, File.OpenRead(_scan.FileOf(path))));
                    }
                    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                    {
                        refused.Add((path, exception.Message));
                    }
                }

                if (open.Count == 0) continue;
                foreach (var document in await api.UploadAsync(id, open, cancellationToken))
                {
                    if (document.Status != "refused") sent.Add(document.Path);
                    else
                    {
                        refused.Add((document.Path, document.Reason ?? "refused"));
                        if (manifest.TryGetValue(document.Path, out var hash)) _refused[document.Path] = hash;
                    }
                }
            }
            finally
            {
                foreach (var (_, content) in open) await content.DisposeAsync();
            }
        }

        return sent;
    }

    private IEnumerable<IReadOnlyList<string>> Batches(string[] paths)
    {
        var (batch, bytes) = (new List<string>(), 0L);
        foreach (var path in paths)
        {
            var file = new FileInfo(_scan.FileOf(path));
            var size = file.Exists ? file.Length : 0;
            if (batch.Count > 0 && (batch.Count >= MaxFiles || bytes + size > MaxBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(path);
            bytes += size;
        }

        if (batch.Count > 0) yield return batch;
    }

    private async Task UntilReadAsync(
        string id, HashSet<string> sent, List<(string Path, string Reason)> refused, CancellationToken cancellationToken)
    {
        while ((await api.GetAsync(id, cancellationToken)).Waiting > 0) await Task.Delay(s_look, time, cancellationToken);
        foreach (var document in (await api.RefusedAsync(id, cancellationToken)).Where(document => sent.Remove(document.Path)))
            refused.Add((document.Path, document.Reason ?? "refused"));
    }

    /// <summary>The collection of this name that the person may write, made if there is none.</summary>
    private async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        if (arguments.Key is { } key) api.UseKey(key);
        else if (tokens.Read() is { } token) api.UseKey(token);
        else await OpenSessionAsync(cancellationToken);
        RemoteCollection[] all;
        try
        {
            all = await api.ListAsync(cancellationToken);
        }
        catch (UnknownKeyException) when (arguments.Key is null)
        {
            await output.WriteLineAsync("The kept token is not known any more: its session has ended. A new one is opened.");
            await OpenSessionAsync(cancellationToken);
            all = await api.ListAsync(cancellationToken);
        }
        catch (UnknownKeyException unknown)
        {
            throw new SyncException(unknown.Message);
        }

        var mine = all.Where(collection => collection.Name == arguments.Collection && collection.Role is "owner" or "write")
            .FirstOrDefault(collection => collection.Name == arguments.Collection);
        return (mine ?? await api.CreateAsync(arguments.Collection, cancellationToken)).CollectionId;
    }

    private async Task OpenSessionAsync(CancellationToken cancellationToken)
    {
        var token = await api.OpenSessionAsync(cancellationToken);
        tokens.Write(token);
        api.UseKey(token);
    }
}
