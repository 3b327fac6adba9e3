using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Reading.Archives;
using ObsidianVault.Knowledge.Reading.Formats;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;
using ObsidianVault.Retrieval;

namespace ObsidianVault.Benchmarks.Retrieval;

/// <summary>A vault of 5,000 notes, from Markdown to what is found, and a large zip: how long, and with how much memory.</summary>
internal static class VaultIndexing
{
    private const string Collection = "vault";
    private const int Notes = 5_000;

    /// <summary>What the service records as one step.</summary>
    private const int Batch = 50;

    private const int ArchivedFiles = 20_000;
    private const int ArchivedBytes = 10_000;

    public static async Task<IReadOnlyList<Metric>> MeasureAsync(string name, KnowledgeDatabase database)
    {
        var vault = new GeneratedVault(1, Notes);
        var (store, search) = await RetrievalBenchmark.OpenAsync(database, Collection);
        var (watch, processor) = (Stopwatch.StartNew(), ProcessorTime());
        var (early, late) = (0L, 0L);
        for (var i = 0; i < Notes; i += Batch)
        {
            await BringAsync(store, [.. Enumerable.Range(i, Batch).Select(n => vault.Note(n))]);
            if (i + Batch == Notes / 5) early = GC.GetTotalMemory(forceFullCollection: true);
            if (i + Batch == Notes) late = GC.GetTotalMemory(forceFullCollection: true);
        }

        var (indexed, worked) = (watch.Elapsed.TotalSeconds, (ProcessorTime() - processor).TotalSeconds);
        watch.Restart();
        await BringAsync(store, [(GeneratedVault.PathOf(7), vault.Note(7).Text + "\nzyzzyva\n")]);
        if ((await RetrievalBenchmark.SearchAsync(search, Collection, "zyzzyva", 10)).IsEmpty)
            throw new InvalidOperationException("The changed note is not found.");
        var changed = watch.Elapsed.TotalSeconds;

        var queries = Enumerable.Range(0, 200).Select(i => vault.Note(i * 11).Text.Split("\n\n")[2].Split(", as told")[0]).ToList();
        processor = ProcessorTime();
        var times = await RetrievalBenchmark.TimeAsync(search, Collection, queries, 1);
        var each = (ProcessorTime() - processor).TotalMilliseconds / times.Count;
        return
        [
            Goal("5,000 notes indexed", "s", Math.Round(indexed, 1), 60),
            Alone("processor time to index them", "s", Math.Round(worked, 1)),
            Goal("from a changed note to its being found", "s", Math.Round(changed, 3), 1),
            Goal("p95 of a query, one client", "ms", RetrievalBenchmark.Percentile(times, 95), 20),
            Alone("processor time of a query", "ms", Math.Round(each, 2)),
            Goal("memory in use after 5,000 notes beyond that after 1,000", "MiB", Math.Round((late - early) / 1048576.0, 1), 16),
        ];

        Metric Goal(string metric, string unit, double ours, double limit) =>
            new($"vault, {name}: {metric}", unit, ours, limit, "goal", 1);

        Metric Alone(string metric, string unit, double ours) => new($"vault, {name}: {metric}", unit, ours, 0, "none", null);
    }

    /// <summary>A zip of 200 MB, as an upload takes it apart.</summary>
    public static async Task<Metric> MeasureArchiveAsync(string folder)
    {
        var file = Path.Combine(folder, "large.zip");
        await using (var zip = await ZipFile.OpenAsync(file, ZipArchiveMode.Create))
        {
            var random = new Random(1);
            var content = new byte[ArchivedBytes];
            for (var i = 0; i < ArchivedFiles; i++)
            {
                random.NextBytes(content);
                var entry = zip.CreateEntry($"Vault/Folder {i % 50}/Note {i}.md", CompressionLevel.NoCompression);
                await using var to = await entry.OpenAsync();
                await to.WriteAsync(content);
            }
        }

        var (before, peak, read) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0);
        await using var stream = File.OpenRead(file);
        await foreach (var _ in VaultArchive.ReadAsync(stream, new ArchiveLimits()))
        {
            if (++read % 2_000 == 0) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
        }

        File.Delete(file);
        if (read != ArchivedFiles) throw new InvalidOperationException($"{read} files were read.");
        return new Metric(
            "zip of 200 MB with 20,000 files: memory in use while it is read", "MiB", Math.Round((peak - before) / 1048576.0, 1), 32,
            "goal", 1);
    }

    private static async Task BringAsync(IKnowledgeStore store, IReadOnlyList<(string Path, string Text)> files)
    {
        var arrived = files.Select(file => new ArrivedDocument(
            $"{Guid.NewGuid():n}", file.Path, RetrievalSet.Hash(file.Text), file.Text.Length, $"documents/{Guid.NewGuid():n}"));
        var statuses = await store.ReceiveAsync(Collection, [.. arrived], [], default);
        foreach (var (file, status) in files.Zip(statuses))
            await store.IndexAsync(
                Collection, status.Id, status.Hash, DocumentKinds.Read(file.Path, Encoding.UTF8.GetBytes(file.Text)), default);
    }

    /// <summary>Of this process; a database server's is not in it.</summary>
    public static TimeSpan ProcessorTime()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }
}
