using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Functional.Service;
using ObsidianVault.Sync;

namespace ObsidianVault.Functional.Knowledge;

/// <summary><c>./vault sync --watch</c> beside a service that restarts, and documents that do not let themselves be read.</summary>
public sealed class FollowedVaultTests(EmbeddedShape embedded) : IDisposable
{
    private readonly TempFolder _vault = new();
    private readonly TempFolder _config = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _vault.Dispose();
        _config.Dispose();
    }

    [Fact]
    public async Task A_vault_is_followed_over_a_restart_and_a_document_that_hangs_is_tried_once()
    {
        await using var service = await embedded.StartNewAsync(new Dictionary<string, string> { ["Reading__Timeout"] = "00:00:06" });
        Write("One.md", "One.");
        Write(".obsidian/workspace.md", "Settings.");
        Write(".trash/Old.md", "Old.");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var log = new StringWriter();
        var said = TextWriter.Synchronized(log);
        var watching = SyncProgram.RunAsync(
            [_vault.Path, "--collection", "Watched", "--watch", "--url", service.Http.BaseAddress!.ToString()],
            name => name == "XDG_CONFIG_HOME" ? _config.Path : null, said, said, end.Token);
        Person? person = null;
        var id = "";
        await UntilAsync("One.md", "One.");

        Write("One.md", "One, changed.");
        Write("Sub/Two.md", "Two.");
        await UntilAsync("One.md", "One, changed.");
        await UntilAsync("Sub/Two.md", "Two.");
        File.Move(Path.Combine(_vault.Path, "Sub/Two.md"), Path.Combine(_vault.Path, "Three.md"));
        await UntilAsync("Three.md", "Two.");
        await UntilPathsAsync("One.md", "Three.md");

        // It needs minutes; those beside it do not wait for it, and a restart does not try it again.
        Write("Hangs.html", string.Concat(Enumerable.Repeat("<b>", 300_000)));
        Write("Good.html", "<h1>Good</h1><p>Some words.</p>");
        await Eventually.AssertAsync(
            async () => await StatusAsync("Good.html") == "indexed" && await StatusAsync("Hangs.html") == "refused", "both are done");
        (await person!.DocumentsAsync(id)).Single(d => d.GetProperty("path").GetString() == "Hangs.html")
            .GetProperty("reason").GetString()!.ShouldContain("6 seconds");

        await service.KillAsync();
        Write("Four.md", "Four.");
        File.Delete(Path.Combine(_vault.Path, "One.md"));
        await service.StartAsync();
        await UntilAsync("Four.md", "Four.");
        await UntilPathsAsync("Four.md", "Good.html", "Hangs.html", "Three.md");
        (await StatusAsync("Hangs.html")).ShouldBe("refused");

        // A folder that is suddenly empty is rather one that is not mounted.
        foreach (var file in Directory.GetFiles(_vault.Path)) File.Delete(file);
        await Eventually.AssertAsync(() => Task.FromResult(Said().Contains("nothing was deleted")), "it is said");
        await UntilPathsAsync("Four.md", "Good.html", "Hangs.html", "Three.md");
        await end.CancelAsync();
        (await watching).ShouldBe(0);

        string Said()
        {
            // The writer locks itself.
            lock (said) return log.ToString();
        }

        async Task<string?> StatusAsync(string path) => (await person!.DocumentsAsync(id))
            .Where(d => d.GetProperty("path").GetString() == path).Select(d => d.GetProperty("status").GetString()).SingleOrDefault();

        Task UntilPathsAsync(params string[] paths) => Eventually.AssertAsync(
            async () => (await person!.DocumentsAsync(id)).Select(d => d.GetProperty("path").GetString()).SequenceEqual(paths),
            string.Join(", ", paths));

        Task UntilAsync(string path, string text) => Eventually.AssertAsync(
            async () =>
            {
                if (person is null)
                {
                    if (Directory.Exists(Path.Combine(_config.Path, "obsidian-vault")) is false
                        || Directory.GetFiles(Path.Combine(_config.Path, "obsidian-vault")) is not [var token])
                        return false;
                    var http = new HttpClient { BaseAddress = service.Http.BaseAddress };
                    var key = (await File.ReadAllTextAsync(token, Cancelled)).Trim();
                    if (key.Length == 0) return false;
                    http.DefaultRequestHeaders.Authorization = new("Bearer", key);
                    person = new Person(http, key);
                }

                if (id.Length == 0)
                {
                    var all = (await person.GetAsync("/api/v1/rag/collections")).GetProperty("collections");
                    if (all.GetArrayLength() == 0) return false;
                    id = all[0].GetProperty("collection_id").GetString()!;
                }

                var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
                return (await person.DocumentsAsync(id)).Any(d => d.GetProperty("path").GetString() == path
                    && d.GetProperty("hash").GetString() == hash && d.GetProperty("status").GetString() == "indexed");
            },
            $"{path} has arrived");
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_vault.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
