using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Knowledge.Storage;
using ObsidianVault.Knowledge.Uploads;

namespace ObsidianVault.Grains.Knowledge;

/// <summary>
/// Keeps a collection for each folder of <see cref="KnowledgeOptions.Folders"/>, owned by the operator: compares them again and
/// again, and brings in what changed. Several silos that see the same folder do the same, which changes nothing.
/// </summary>
internal sealed partial class WatchedFolders(
    IServiceProvider services, IGrainFactory grains, IObjectStore objects, IOptions<KnowledgeOptions> options, TimeProvider time,
    ILogger<WatchedFolders> logger) : BackgroundService
{
    private static readonly Reader s_operator = Reader.Of(PersonId.Operator);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Value.Folders.Select(folder => FollowAsync(Path.GetFullPath(folder), stoppingToken)));

    private async Task FollowAsync(string folder, CancellationToken stopping)
    {
        var scan = new FolderScan(folder);
        var fault = "";
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await BringAsync(folder, scan, stopping);
                fault = "";
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                // Said once, and tried again: the folder, a silo or the database may be away.
                if (fault != exception.Message) LogNotFollowed(exception, folder);
                fault = exception.Message;
            }

            try
            {
                await Task.Delay(options.Value.FolderPeriod, time, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task BringAsync(string folder, FolderScan scan, CancellationToken cancellationToken)
    {
        var refused = new List<(string Path, string Reason)>();
        var manifest = await scan.ScanAsync(refused, cancellationToken);
        var store = services.GetRequiredService<IKnowledgeStore>();
        var id = GrainKeys.DerivedId("folder", folder);
        var collection = grains.GetGrain<ICollectionGrain>(GrainKeys.Collection(id));
        if (await store.FindCollectionAsync(id, cancellationToken) is null)
        {
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
            await collection.CreateAsync(s_operator, new NewCollection(
                name.Length is 0 or > Collection.MaxName ? "Notes" : name, options.Value.FoldersVisibility));
        }

        var stored = await store.ReadManifestAsync(id, cancellationToken);
        // A volume that is not mounted looks like a folder without files.
        if (manifest.Count == 0 && stored.Count > 0) throw new IOException("The folder is empty; what was read of it is kept.");
        var plan = SyncPlan.Of(manifest, stored);
        if (plan.Missing.IsEmpty && plan.Renamed.IsEmpty && plan.Gone.IsEmpty) return;
        var intake = new CollectionIntake(collection, s_operator, objects, stored);
        await using var spool = new Spool();
        foreach (var path in plan.Missing)
        {
            if (await AddAsync(intake, spool, scan.FileOf(path), path, cancellationToken) is { } reason) LogRefused(folder, path, reason);
            // What was added is in the object store.
            spool.Clear();
        }

        await intake.ApplyAsync(plan);
        if (intake.Fault != CollectionFault.None) throw new IOException($"The collection took no more: {intake.Fault}.");
        foreach (var (path, reason) in refused) LogRefused(folder, path, reason);
        LogBrought(folder, plan.Missing.Length, plan.Renamed.Length, plan.Gone.Length);
    }

    private async Task<string?> AddAsync(
        CollectionIntake intake, Spool spool, string file, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = File.OpenRead(file);
            return await spool.AddAsync(content, options.Value.MaxDocument, cancellationToken) is { } spooled
                ? await intake.AddAsync(path, spooled, labels: null, cancellationToken)
                : "It is larger than Knowledge:MaxDocument.";
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // It went meanwhile; the next look finds that out.
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The folder {Folder} could not be brought in; it is tried again")]
    private partial void LogNotFollowed(Exception exception, string folder);

    [LoggerMessage(LogLevel.Information, "{Folder}: {Path} is left out. {Reason}")]
    private partial void LogRefused(string folder, string path, string reason);

    [LoggerMessage(LogLevel.Information, "{Folder}: {Missing} documents are new or changed, {Renamed} renamed, {Gone} gone")]
    private partial void LogBrought(string folder, int missing, int renamed, int gone);
}
