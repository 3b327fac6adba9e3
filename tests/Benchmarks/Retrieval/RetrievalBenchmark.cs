using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ObsidianVault.Benchmarks.Gateway;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Hosting.Database;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;
using ObsidianVault.Retrieval;

namespace ObsidianVault.Benchmarks.Retrieval;

/// <summary>
/// Finding documents: ours on both databases beside two search engines from npm, on the same judged documents.
/// <c>./vault bench retrieval [--json] [--only=PART] [SET DIR ...]</c>; with <c>VAULT_PASSAGES</c> also that many passages made of the
/// sets' sentences. The part <c>sets</c>, <c>vault</c> or <c>many</c> runs alone and without the peers.
/// </summary>
internal static class RetrievalBenchmark
{
    private static readonly Reader s_reader = Reader.Of("bench");

    /// <summary>What was measured of one engine on one set.</summary>
    private sealed record Measured(
        double Ndcg, double Recall, double P50, double P95, double P50Busy, double P95Busy, double PerSecond, double BytesPerByte,
        double ChangeSeconds);

    public static async Task<Report> RunAsync(string[] args)
    {
        var folders = args.Skip(1).Where(argument => !argument.StartsWith('-')).ToList();
        if (folders.Count == 0) folders.AddRange(RetrievalSet.Beside());
        if (folders.Count == 0)
            throw new InvalidOperationException(
                "There are no judged documents. Name a folder with corpus.jsonl, queries.jsonl and qrels/test.tsv.");
        var only = args.FirstOrDefault(argument => argument.StartsWith("--only=", StringComparison.Ordinal))?["--only=".Length..];
        var npm = only is null ? await InstallAsync() : "";
        await using var server = await TemporaryPostgreSql.StartAsync();
        var metrics = new List<Metric>();
        foreach (var folder in only is null or "sets" ? folders : [])
        {
            var set = RetrievalSet.Read(folder);
            var goal = set.Name switch { "cranfield" => 0.37, "med" => 0.69, _ => (double?)null };
            var peers = new List<(string Name, Measured Measured)>();
            foreach (var peer in only is null ? (string[])["minisearch", "orama"] : [])
                peers.Add((peer, await MeasurePeerAsync(npm, peer, folder, set)));
            foreach (var (name, database) in await DatabasesAsync(server))
            {
                await using (database)
                {
                    var ours = await MeasureAsync(database, set);
                    Console.Error.WriteLine($"{set.Name} {name}: {ours}");
                    foreach (var (peer, theirs) in peers)
                    {
                        Add("ndcg@10", "", ours.Ndcg, theirs.Ndcg, 1, true);
                        Add("recall@100", "", ours.Recall, theirs.Recall, 1, true);
                        Add("p50 of a query, one client", "ms", ours.P50, theirs.P50, null);
                        Add("p95 of a query, one client", "ms", ours.P95, theirs.P95, null);
                        Add("documents indexed in a second", "", ours.PerSecond, theirs.PerSecond, null, true);

                        void Add(string metric, string unit, double mine, double other, double? ratio, bool atLeast = false) => metrics.Add(
                            new Metric($"{set.Name}, {name}: {metric}", unit, mine, Math.Round(other, 4), peer, ratio, atLeast));
                    }

                    if (goal is { } least) AddGoal("ndcg@10", "", ours.Ndcg, least, true);
                    AddGoal("p95 of a query, one client", "ms", ours.P95, 20);
                    AddAlone("p50 of a query, eight clients", "ms", ours.P50Busy);
                    AddAlone("p95 of a query, eight clients", "ms", ours.P95Busy);
                    AddAlone("bytes on disk for a byte of text", "", ours.BytesPerByte);
                    AddGoal("from a changed note to its being found", "s", ours.ChangeSeconds, 1);

                    metrics.AddRange(await VectorBenchmark.MeasureAsync(name, database, set, s_reader));

                    void AddAlone(string metric, string unit, double mine) =>
                        metrics.Add(new Metric($"{set.Name}, {name}: {metric}", unit, mine, 0, "none", null));

                    void AddGoal(string metric, string unit, double mine, double limit, bool atLeast = false) => metrics.Add(
                        new Metric($"{set.Name}, {name}: {metric}, against the goal", unit, mine, limit, "goal", 1, atLeast));
                }
            }
        }

        if (only is null) metrics.Add(await VaultIndexing.MeasureArchiveAsync(server.Folder));
        foreach (var (name, database) in only is null or "vault" ? await DatabasesAsync(server) : [])
        {
            await using (database) metrics.AddRange(await VaultIndexing.MeasureAsync(name, database));
        }

        if (int.TryParse(Environment.GetEnvironmentVariable("VAULT_PASSAGES"), out var passages) && only is null or "many")
            metrics.AddRange(await MeasureManyAsync(server, [.. folders.Select(RetrievalSet.Read)], passages));
        // What else the machine did tells how much the times are worth.
        var load = double.Parse((await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0], CultureInfo.InvariantCulture);
        metrics.Add(new Metric("load of the machine at the end", "processes", load, 0, "none", null));
        return new Report("retrieval", Report.ThisMachine, metrics);
    }

    private static async Task<Measured> MeasureAsync(KnowledgeDatabase database, RetrievalSet set)
    {
        var (store, search) = await OpenAsync(database, set.Name);
        var watch = Stopwatch.StartNew();
        await IndexAsync(store, set.Name, [.. set.Documents.Select(RetrievalSet.ToNote)]);
        var perSecond = set.Documents.Count / watch.Elapsed.TotalSeconds;
        var (ndcg, recall) = (new List<double>(), new List<double>());
        foreach (var (id, text) in set.Queries)
        {
            var found = (await SearchAsync(search, set.Name, text, 100)).Select(passage => passage.Path).ToList();
            ndcg.Add(RetrievalScores.Ndcg10(found, set.Relevant[id]));
            recall.Add(RetrievalScores.Recall100(found, set.Relevant[id]));
        }

        var texts = set.Queries.Select(query => query.Text).ToList();
        var alone = await TimeAsync(search, set.Name, texts, 1);
        var busy = await TimeAsync(search, set.Name, texts, 8);
        var bytes = await SizeAsync(database);

        // One document changes; the clock stops when it is found.
        var note = RetrievalSet.ToNote(set.Documents[0] with { Text = set.Documents[0].Text + " zyzzyva" });
        watch.Restart();
        await IndexAsync(store, set.Name, [note]);
        if ((await SearchAsync(search, set.Name, "zyzzyva", 10)).IsEmpty)
            throw new InvalidOperationException("The changed note is not found.");
        return new Measured(
            Math.Round(ndcg.Average(), 4), Math.Round(recall.Average(), 4), Percentile(alone, 50), Percentile(alone, 95),
            Percentile(busy, 50), Percentile(busy, 95), Math.Round(perSecond), Math.Round((double)bytes / set.TextBytes, 2),
            Math.Round(watch.Elapsed.TotalSeconds, 4));
    }

    /// <summary>Many passages, in notes of ten, made of the sentences of the sets.</summary>
    private static async Task<List<Metric>> MeasureManyAsync(TemporaryPostgreSql server, List<RetrievalSet> sets, int passages)
    {
        var sentences = sets.SelectMany(set => set.Documents).SelectMany(document => document.Text.Split(" . ")).ToList();
        var queries = sets.SelectMany(set => set.Queries).Select(query => query.Text).ToList();
        var metrics = new List<Metric>();
        foreach (var (name, database) in await DatabasesAsync(server))
        {
            await using (database)
            {
                var random = new Random(1);
                var (store, search) = await OpenAsync(database, "many");
                var (indexing, notes) = (Stopwatch.StartNew(), 0);
                var inAMinute = 0.0;
                for (; notes * 10 < passages; notes += 100)
                {
                    await IndexAsync(store, "many", [.. Enumerable.Range(notes, 100).Select(i => Make(i, random))]);
                    if (notes + 100 == 5_000) inAMinute = indexing.Elapsed.TotalSeconds;
                }

                Console.Error.WriteLine($"{name}: {notes} notes in {indexing.Elapsed}, {GC.GetTotalMemory(true) >> 20} MiB in use");
                var processor = VaultIndexing.ProcessorTime();
                var alone = await TimeAsync(search, "many", queries, 1);
                var each = (VaultIndexing.ProcessorTime() - processor).TotalMilliseconds / alone.Count;
                var busy = await TimeAsync(search, "many", queries, 8);
                var changing = Stopwatch.StartNew();
                await IndexAsync(store, "many", [RetrievalSet.ToNote(("note0.md", "Changed", "zyzzyva"))]);
                if ((await SearchAsync(search, "many", "zyzzyva", 10)).IsEmpty) throw new InvalidOperationException("Not found.");
                changing.Stop();
                foreach (var (metric, unit, ours, goal) in new (string, string, double, double)[]
                {
                    ("p95 of a query, one client", "ms", Percentile(alone, 95), 50),
                    ("p95 of a query, eight clients", "ms", Percentile(busy, 95), 50),
                    ("5,000 notes indexed", "s", Math.Round(inAMinute, 1), 60),
                    ("from a changed note to its being found", "s", Math.Round(changing.Elapsed.TotalSeconds, 3), 1),
                })
                    metrics.Add(new Metric($"{passages} passages, {name}: {metric}", unit, ours, goal, "goal", 1));
                var half = Percentile(alone, 50);
                metrics.Add(new Metric($"{passages} passages, {name}: p50 of a query, one client", "ms", half, 0, "none", null));
                var processorTime = $"{passages} passages, {name}: processor time of a query";
                metrics.Add(new Metric(processorTime, "ms", Math.Round(each, 2), 0, "none", null));
            }
        }

        return metrics;

        Note Make(int i, Random random)
        {
            var texts = Enumerable.Range(0, 10).Select(_ => string.Join(
                " . ", Enumerable.Range(0, 5).Select(_ => sentences[random.Next(sentences.Count)]))).ToList();
            return new Note
            {
                Path = $"note{i}.md", Title = $"Note {i}", Text = string.Join("\n", texts), Kind = "markdown",
                Passages = [.. texts.Select((text, j) => new Passage(j, [], j + 1, j + 1, text, text, RetrievalSet.Hash(text), null))],
            };
        }
    }

    public static async Task<(IKnowledgeStore Store, ISearch Search)> OpenAsync(KnowledgeDatabase database, string collection)
    {
        await database.MigrateAsync(TimeProvider.System, NullLogger<DatabaseMigrator>.Instance, default);
        var store = new KnowledgeStore(database, TimeProvider.System);
        await store.SaveCollectionAsync(
            new Collection(
                collection, collection, s_reader.Owner, Visibility.Private, ImmutableDictionary<string, MemberRight>.Empty, 0,
                DateTimeOffset.UnixEpoch), default);
        return (store, new KnowledgeSearch(database));
    }

    private static async Task IndexAsync(IKnowledgeStore store, string collection, IReadOnlyList<Note> notes)
    {
        var statuses = await store.ReceiveAsync(
            collection,
            [.. notes.Select(note => new ArrivedDocument($"{Guid.NewGuid():n}", note.Path, RetrievalSet.Hash(note.Text), 1, null))
                .Select(arrived => arrived with { ObjectKey = $"documents/{arrived.Id}" })],
            [], default);
        foreach (var (note, status) in notes.Zip(statuses)) await store.IndexAsync(collection, status.Id, status.Hash, note, default);
    }

    public static async Task<ImmutableArray<FoundPassage>> SearchAsync(ISearch search, string collection, string text, int limit) =>
        (await search.SearchAsync(new SearchQuery { Reader = s_reader, Text = text, Collections = [collection], Limit = limit }, default))
        .Passages;

    /// <summary>The time of each query in milliseconds, all of them asked once by each client.</summary>
    public static async Task<List<double>> TimeAsync(ISearch search, string collection, List<string> texts, int clients)
    {
        foreach (var text in texts.Take(20)) await SearchAsync(search, collection, text, 10);
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var own = new List<double>();
            for (var i = 0; i < texts.Count; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await SearchAsync(search, collection, texts[(i + (client * 31)) % texts.Count], 10);
                own.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return own;
        })));
        return [.. times.SelectMany(own => own)];
    }

    public static double Percentile(List<double> times, int percent) =>
        Math.Round(times.Order().ElementAt((int)Math.Min(times.Count - 1, Math.Ceiling(times.Count * percent / 100.0))), 3);

    private static async Task<List<(string Name, KnowledgeDatabase Database)>> DatabasesAsync(TemporaryPostgreSql server)
    {
        return
        [
            ("SQLite", new KnowledgeDatabase(Path.Combine(server.Folder, $"{Guid.NewGuid():n}.db"))),
            ("PostgreSQL", new KnowledgeDatabase(await server.CreateDatabaseAsync())),
        ];
    }

    private static Task<long> SizeAsync(KnowledgeDatabase database) => database.ReadAsync(
        sql => sql.FindAsync(
            sql.IsSqlite
                ? "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
                : "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relkind = 'r' AND relname LIKE 'v%\\_%'",
            row => row.GetInt64(0)),
        default);

    private static async Task<Measured> MeasurePeerAsync(string npm, string peer, string folder, RetrievalSet set)
    {
        var output = await Processes.RunAsync("node", [Path.Combine(npm, "peers.js"), peer, Path.GetFullPath(folder)]);
        using var json = JsonDocument.Parse(output);
        var found = json.RootElement.GetProperty("found");
        List<string> Found(string id) => [.. found.GetProperty(id).EnumerateArray().Select(hit => hit.GetString()!)];
        var times = json.RootElement.GetProperty("times").EnumerateArray().Select(time => time.GetDouble()).ToList();
        return new Measured(
            Math.Round(set.Queries.Average(query => RetrievalScores.Ndcg10(Found(query.Id), set.Relevant[query.Id])), 4),
            Math.Round(set.Queries.Average(query => RetrievalScores.Recall100(Found(query.Id), set.Relevant[query.Id])), 4),
            Percentile(times, 50), Percentile(times, 95), 0, 0,
            Math.Round(set.Documents.Count * 1000 / json.RootElement.GetProperty("indexed").GetDouble()), 0, 0);
    }

    /// <summary>Installs the peers once, in the cache, at the versions of the lock file.</summary>
    private static async Task<string> InstallAsync()
    {
        var home = Environment.GetEnvironmentVariable("HOME") ?? "/tmp";
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(home, ".cache");
        var cache = Path.Combine(caches, "obsidian-vault", "retrieval");
        Directory.CreateDirectory(cache);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "peers")))
            File.Copy(file, Path.Combine(cache, Path.GetFileName(file)), overwrite: true);
        if (!Directory.Exists(Path.Combine(cache, "node_modules", "minisearch")))
            await Processes.RunAsync("npm", ["ci", "--prefix", cache, "--ignore-scripts", "--loglevel=error"]);
        return cache;
    }
}
