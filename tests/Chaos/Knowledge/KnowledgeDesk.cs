using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using ObsidianVault.Cluster.Knowledge;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Functional.Knowledge;
using ObsidianVault.Functional.Service;
using ObsidianVault.Knowledge.Storage;
using ObsidianVault.Retrieval;

namespace ObsidianVault.Chaos.Knowledge;

/// <summary>
/// Somebody with a vault, who repeats what was not acknowledged, as clients do, and knows which files the collection must have.
/// </summary>
internal sealed class KnowledgeDesk : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);
    private readonly TempFolder _data;
    private readonly TempFolder _vault = new();
    private readonly GeneratedVault _notes;
    private readonly VaultService _service;
    private readonly KnowledgeDatabase _database;
    private Person _person = null!;
    private int _moves;

    /// <summary>While it restarts nothing is sent: many attempts would only take its processor time.</summary>
    private volatile bool _isAway;

    private KnowledgeDesk(VaultService service, TempFolder data, int notes)
    {
        (_service, _data, _notes) = (service, data, new GeneratedVault(1, notes));
        _database = service.Has("Storage__ConnectionString")
            ? new KnowledgeDatabase(NpgsqlDataSource.Create(service.Setting("Storage__ConnectionString")))
            : new KnowledgeDatabase(Path.Combine(data.Path, "knowledge.db"));
    }

    public string Collection { get; private set; } = "";

    /// <summary>What the collection must have, by path: all of it was acknowledged.</summary>
    public SortedDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<KnowledgeDesk> OpenAsync(Shape shape, int notes)
    {
        var data = new TempFolder();
        var service = await shape.StartNewAsync(new Dictionary<string, string> { ["Storage__DataFolder"] = data.Path });
        var desk = new KnowledgeDesk(service, data, notes);
        await service.OpenSessionAsync();
        var token = service.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        desk._person = new Person(service.Http, token);
        desk.Collection = await desk._person.CreateAsync("Killed");
        return desk;
    }

    public IEnumerable<(string Path, string Text)> Notes(int first, int count, int version = 0) =>
        Enumerable.Range(first, count).Select(i => _notes.Note(i, version));

    /// <summary>Sends notes until they are acknowledged.</summary>
    public async Task UploadAsync(IEnumerable<(string Path, string Text)> notes)
    {
        var files = notes.ToArray();
        await RepeatAsync(async () => await _person.SendAsync(Collection, Bytes(files)));
        foreach (var (path, text) in files)
        {
            Files[path] = text;
            Put(path, text);
        }
    }

    /// <summary>The first notes go, and those after them are renamed.</summary>
    public async Task RearrangeAsync(int gone, int renamed)
    {
        foreach (var path in Files.Keys.Take(gone).ToList()) Forget(path);
        foreach (var path in Files.Keys.Take(renamed).ToList())
        {
            var text = Files[path];
            Forget(path);
            var moved = $"Moved/{Path.GetFileNameWithoutExtension(path)} {++_moves}.md";
            Files[moved] = text;
            Put(moved, text);
        }

        var files = Files.Select(file => new { path = file.Key, hash = Hash(file.Value) }).ToArray();
        await RepeatAsync(() => _person.Http.PostAsJsonAsync(
            $"/api/v1/rag/collections/{Collection}/sync", new { files, commit = true }, Cancelled));
    }

    /// <summary>Notes in the folder only.</summary>
    public void Write(IEnumerable<(string Path, string Text)> notes)
    {
        foreach (var (path, text) in notes) Put(path, Files[path] = text);
    }

    /// <summary>Synchronizes the folder until nothing is refused or away.</summary>
    public Task SyncAsync() => VaultService.UntilAsync(
        async () =>
        {
            if (_isAway) return false;
            using var sync = StartSync();
            await sync.WaitForExitAsync(Cancelled);
            return sync.ExitCode == 0;
        },
        "the folder is synchronized", s_patience);

    public async Task KillSyncAsync(Func<CollectionCounts, bool> at)
    {
        using var sync = StartSync();
        await UntilAsync(at, sync.WaitForExitAsync(Cancelled));
        sync.Kill();
        await sync.WaitForExitAsync(Cancelled);
    }

    /// <summary>Kills in the middle of something, starts again, and waits for the end of it.</summary>
    /// <param name="host">Of a cluster; a service of one process is killed as a whole.</param>
    public async Task KillWhileAsync(string host, Task work, Func<CollectionCounts, bool> at)
    {
        await UntilAsync(at, work);
        await KillAsync(host);
        await work;
    }

    public async Task KillAsync(string host)
    {
        _isAway = true;
        await (_service.Has("Storage__ConnectionString") ? _service.KillAsync(host) : _service.KillAsync());
        await _service.StartAsync();
        _isAway = false;
    }

    /// <summary>As often as <c>VAULT_KNOWLEDGE_KILLS</c> says.</summary>
    public async Task KillAtRandomAsync()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("VAULT_KNOWLEDGE_KILLS"), out var kills)) return;
        var seed = Environment.GetEnvironmentVariable("VAULT_KNOWLEDGE_SEED") ?? "1";
        var random = new Random(int.Parse(seed, CultureInfo.InvariantCulture));
        for (var i = 0; i < kills; i++)
        {
            var (first, count, version) = (random.Next(300), random.Next(20, 150), 3 + i);
            var work = random.Next(3) switch
            {
                0 => UploadAsync(Notes(first, count, version)),
                1 => RearrangeAsync(random.Next(30), random.Next(30)),
                _ => WriteAndSyncAsync(Notes(first, count, version)),
            };
            // After so many looks at a service that is at work; each takes some milliseconds.
            var looks = random.Next(60);
            await KillWhileAsync(random.Next(3) == 0 ? "Api" : "Silo", work, _ => looks-- <= 0);
            if (random.Next(4) == 0) await UntilReadAsync();
        }

        await UntilReadAsync();

        async Task WriteAndSyncAsync(IEnumerable<(string, string)> notes)
        {
            Write(notes);
            await SyncAsync();
        }
    }

    /// <summary>Nobody asks for it: whoever was told that a document is here relies on its being read.</summary>
    public Task UntilReadAsync() => VaultService.UntilAsync(
        async () => await CountAsync(Collection) is { Waiting: 0 } counts && counts.Documents == Files.Count,
        $"all {Files.Count} documents are read", s_patience);

    /// <summary>A new collection of the files.</summary>
    public async Task<string> UploadAnewAsync()
    {
        var id = await _person.CreateAsync("Fresh");
        await RepeatAsync(() => _person.SendAsync(id, Bytes(Files.Select(file => (file.Key, file.Value)))));
        await VaultService.UntilAsync(async () => (await CountAsync(id)).Waiting == 0, "the new collection is read", s_patience);
        return id;
    }

    public Task<IReadOnlyList<string>> RowsAsync(string collection) => IndexRows.ReadAsync(_database, collection, Cancelled);

    /// <summary>Originals that nothing refers to are deleted, and every document has its own.</summary>
    public async Task ShouldKeepOnlyItsOriginalsAsync()
    {
        await VaultService.UntilAsync(
            async () => await _database.ReadAsync(
                sql => sql.FindAsync("SELECT count(*) FROM vault_unneeded", row => row.GetInt64(0)), Cancelled) == 0,
            "what nothing refers to is deleted", s_patience);
        foreach (var document in (await _person.DocumentsAsync(Collection)).Where((_, i) => i % 10 == 0))
        {
            var id = document.GetProperty("document_id").GetString();
            Hash(await _person.Http.GetStringAsync($"/api/v1/rag/documents/{id}/original", Cancelled))
                .ShouldBe(document.GetProperty("hash").GetString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _database.DisposeAsync();
        _data.Dispose();
        _vault.Dispose();
    }

    private async Task<CollectionCounts> CountAsync(string collection)
    {
        var (documents, waiting) = await _database.ReadAsync(
            sql => sql.FindAsync(
                """
                SELECT count(*), coalesce(sum(CASE WHEN d.state = 0 THEN 1 ELSE 0 END), 0)
                FROM vault_document d JOIN vault_collection c ON c.number = d.collection WHERE c.id = @id
                """,
                row => (row.GetInt64(0), row.GetInt64(1)), ("id", collection)),
            Cancelled);
        return new CollectionCounts((int)documents, (int)waiting);
    }

    /// <summary>Looks without a pause: what is waited for may be over in a moment. The end of the work ends it too.</summary>
    private async Task UntilAsync(Func<CollectionCounts, bool> condition, Task work)
    {
        while (!work.IsCompleted && !condition(await CountAsync(Collection))) Cancelled.ThrowIfCancellationRequested();
    }

    private Task RepeatAsync(Func<Task<HttpResponseMessage>> send) => VaultService.UntilAsync(
        async () =>
        {
            if (_isAway) return false;
            try
            {
                using var response = await send();
                if (!response.IsSuccessStatusCode) ((int)response.StatusCode).ShouldBeGreaterThanOrEqualTo(500);
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        "it is acknowledged", s_patience);

    private Process StartSync()
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "ObsidianVault.Sync.dll"), _vault.Path, "--collection", "Killed", "--url",
                _service.Http.BaseAddress!.ToString(),
            ]);
        start.Environment["VAULT_TOKEN"] = _person.Token;
        return Process.Start(start)!;
    }

    private void Put(string path, string text)
    {
        var file = Path.Combine(_vault.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private void Forget(string path)
    {
        Files.Remove(path);
        File.Delete(Path.Combine(_vault.Path, path));
    }

    private static (string, byte[])[] Bytes(IEnumerable<(string Path, string Text)> files) =>
        [.. files.Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Text)))];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Where a collection stands.</summary>
internal sealed record CollectionCounts(int Documents, int Waiting);
