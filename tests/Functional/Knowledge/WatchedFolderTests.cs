using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Knowledge;

/// <summary>Folders of the settings, which are kept as collections.</summary>
public sealed class WatchedFolderTests(EmbeddedShape embedded) : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_of_the_settings_is_kept_as_a_collection()
    {
        await using var service = await embedded.StartNewAsync(new Dictionary<string, string>
        {
            ["Knowledge__Folders__0"] = _folder.Path,
            ["Knowledge__FolderPeriod"] = "00:00:01",
        });
        using var opened = await service.Http.PostAsync("/api/v1/sessions", null, Cancelled);
        var token = (await opened.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("token").GetString()!;
        using var http = new HttpClient { BaseAddress = service.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var person = new Person(http, token);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "Kite.md"), "A kite flies.", Cancelled);
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".obsidian"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, ".obsidian", "app.md"), "Settings.", Cancelled);
        string? id = null;
        await Eventually.AssertAsync(
            async () =>
            {
                var all = (await person.GetAsync("/api/v1/rag/collections")).GetProperty("collections").EnumerateArray();
                var found = all.Where(c => c.GetProperty("name").GetString() == Path.GetFileName(_folder.Path)).ToList();
                if (found.Count > 0) id = found[0].GetProperty("collection_id").GetString();
                return id is not null && await PathsAsync() is ["Kite.md"];
            },
            "the folder is brought in");
        (await person.SendAsync(id, ("Mine.md", [65]))).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "only the operator writes");

        File.Move(Path.Combine(_folder.Path, "Kite.md"), Path.Combine(_folder.Path, "Kites.md"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "Rain.md"), "Rain falls.", Cancelled);
        await Eventually.AssertAsync(async () => await PathsAsync() is ["Kites.md", "Rain.md"], "changes follow");

        foreach (var file in Directory.GetFiles(_folder.Path)) File.Delete(file);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "New.md"), "New.", Cancelled);
        await Eventually.AssertAsync(async () => await PathsAsync() is ["New.md"], "what is gone goes");

        async Task<string?[]> PathsAsync() => [.. (await person.DocumentsAsync(id!)).Select(d => d.GetProperty("path").GetString())];
    }
}
