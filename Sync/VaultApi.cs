using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ObsidianVault.Sync;

/// <summary>The addresses of the service that a sync uses.</summary>
internal sealed class VaultApi(HttpClient http)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public void UseKey(string key) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

    public async Task<string> OpenSessionAsync(CancellationToken cancellationToken)
    {
        using var response = await http.PostAsync("/api/v1/sessions", null, cancellationToken);
        return (await ReadAsync<Opened>(response, cancellationToken)).Token;
    }

    public async Task<RemoteCollection[]> ListAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync("/api/v1/rag/collections", cancellationToken);
        return (await ReadAsync<RemoteCollections>(response, cancellationToken)).Collections;
    }

    public async Task<RemoteCollection> CreateAsync(string name, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("/api/v1/rag/collections", new { name }, s_json, cancellationToken);
        return await ReadAsync<RemoteCollection>(response, cancellationToken);
    }

    public async Task<RemoteCollection> GetAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"/api/v1/rag/collections/{id}", cancellationToken);
        return await ReadAsync<RemoteCollection>(response, cancellationToken);
    }

    public async Task<RemotePlan> SyncAsync(
        string id, IReadOnlyDictionary<string, string> manifest, bool commit, CancellationToken cancellationToken)
    {
        var files = manifest.Select(file => new { path = file.Key, hash = file.Value });
        using var response = await http.PostAsJsonAsync(
            $"/api/v1/rag/collections/{id}/sync", new { files, commit }, s_json, cancellationToken);
        return await ReadAsync<RemotePlan>(response, cancellationToken);
    }

    public async Task<RemoteDocument[]> UploadAsync(
        string id, IEnumerable<(string Path, Stream Content)> files, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent { { new StringContent(id), "collection" } };
        foreach (var (path, content) in files)
        {
            var part = new StreamContent(content);
            // As it is, in UTF-8: what the library writes is read in more than one way.
            part.Headers.TryAddWithoutValidation(
                "Content-Disposition", $"form-data; name=\"file\"; filename*=UTF-8''{Uri.EscapeDataString(path)}");
            form.Add(part);
        }

        using var response = await http.PostAsync("/api/v1/rag/documents", form, cancellationToken);
        return (await ReadAsync<RemoteUpload>(response, cancellationToken)).Documents;
    }

    /// <summary>The documents that were refused when they were read.</summary>
    public async Task<IReadOnlyList<RemoteDocument>> RefusedAsync(string id, CancellationToken cancellationToken)
    {
        var refused = new List<RemoteDocument>();
        string? cursor = null;
        do
        {
            var after = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            using var response = await http.GetAsync($"/api/v1/rag/documents?collection={id}&limit=500{after}", cancellationToken);
            var page = await ReadAsync<RemotePage>(response, cancellationToken);
            refused.AddRange(page.Documents.Where(document => document.Status == "refused"));
            cursor = page.Next;
        }
        while (cursor is not null);
        return refused;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode) return (await response.Content.ReadFromJsonAsync<T>(s_json, cancellationToken))!;
        // Soon it may be well again.
        if (response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw new HttpRequestException(HttpRequestError.Unknown, $"The service answers {(int)response.StatusCode}.");
        var detail = await DetailAsync(response, cancellationToken);
        throw response.StatusCode == HttpStatusCode.Unauthorized ? new UnknownKeyException(detail) : new SyncException(detail);
    }

    private static async Task<string> DetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return problem.GetProperty("detail").GetString()!;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"The service answers {(int)response.StatusCode} without saying why.";
        }
    }

    private sealed record Opened(string Token);

    private sealed record RemoteCollections(RemoteCollection[] Collections);

    private sealed record RemoteUpload(RemoteDocument[] Documents);

    private sealed record RemotePage(RemoteDocument[] Documents, string? Next);
}

/// <summary>The token or key is not known to the service.</summary>
internal sealed class UnknownKeyException(string message) : Exception(message);

internal sealed record RemoteCollection(string CollectionId, string Name, string Role, int? Waiting);

internal sealed record RemotePlan(string[] Missing, RemoteRename[] Renamed, string[] Gone, RemoteRefusal[] Refused, int Unchanged);

internal sealed record RemoteRename(string From, string To);

internal sealed record RemoteRefusal(string Path, string Reason);

internal sealed record RemoteDocument(string Path, string Status, string? Reason);
