using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Knowledge;

/// <summary>One running service for the tests of a class, with a data folder that they may look into.</summary>
public abstract class KnowledgeService(Shape shape) : IAsyncLifetime
{
    public const string OperatorKey = "functional-operator-key-0123456789";
    private readonly TempFolder _data = new();
    private VaultService? _vault;

    public VaultService Vault => _vault!;

    public string DataFolder => _data.Path;

    public async ValueTask InitializeAsync() => _vault = await shape.StartNewAsync(new Dictionary<string, string>
    {
        ["Operator__Key"] = OperatorKey,
        ["Storage__DataFolder"] = _data.Path,
        ["Knowledge__MaxDocument"] = "1048576",
        ["Knowledge__MaxCollections"] = "20",
    });

    public async ValueTask DisposeAsync()
    {
        if (_vault is not null) await _vault.DisposeAsync();
        _data.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Somebody with a session of their own.</summary>
    public async Task<Person> PersonAsync()
    {
        using var opened = await Vault.Http.PostAsync("/api/v1/sessions", null);
        return Of((await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!);
    }

    public Person Of(string token)
    {
        var http = new HttpClient { BaseAddress = Vault.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Person(http, token);
    }
}

public sealed class EmbeddedKnowledge(EmbeddedShape shape) : KnowledgeService(shape);

public sealed class ClusterKnowledge(ClusterShape shape) : KnowledgeService(shape);

/// <summary>What one person does over HTTP.</summary>
public sealed record Person(HttpClient Http, string Token)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async Task<JsonElement> GetAsync(string address)
    {
        using var response = await Http.GetAsync(address, Cancelled);
        return await JsonAsync(response);
    }

    public async Task<string> CreateAsync(string name) =>
        (await JsonAsync(await Http.PostAsJsonAsync("/api/v1/rag/collections", new { name }, Cancelled)))
            .GetProperty("collection_id").GetString()!;

    public async Task<JsonElement> UploadAsync(string? collection, params (string Path, string Text)[] files) =>
        await JsonAsync(await SendAsync(collection, [.. files.Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Text)))]));

    public Task<HttpResponseMessage> SendAsync(string? collection, params (string Path, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (path, content) in files) form.Add(new ByteArrayContent(content), "file", path);
        if (collection is not null) form.Add(new StringContent(collection), "collection");
        return Http.PostAsync("/api/v1/rag/documents", form, Cancelled);
    }

    public async Task<JsonElement> SyncAsync(string collection, bool commit, params (string Path, string Hash)[] files) =>
        await JsonAsync(await Http.PostAsJsonAsync(
            $"/api/v1/rag/collections/{collection}/sync",
            new { files = files.Select(file => new { path = file.Path, hash = file.Hash }), commit }, Cancelled));

    public async Task<JsonElement[]> DocumentsAsync(string collection) =>
        [.. (await GetAsync($"/api/v1/rag/documents?collection={collection}&limit=500")).GetProperty("documents").EnumerateArray()];

    public Task UntilReadAsync(string collection) => Eventually.AssertAsync(
        async () => (await GetAsync($"/api/v1/rag/collections/{collection}")).GetProperty("waiting").GetInt32() == 0, "all is read");

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(Cancelled);
            response.IsSuccessStatusCode.ShouldBeTrue($"{(int)response.StatusCode}: {text}");
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
    }
}
