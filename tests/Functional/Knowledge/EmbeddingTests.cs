using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.OpenAi;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Knowledge;

/// <summary>Notes of the running service are embedded, whatever happens to it meanwhile.</summary>
public sealed class EmbeddingTests(EmbeddedShape embedded, ClusterShape cluster)
{
    private const int Notes = 9;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shapes => ["embedded", "cluster"];

    [Theory, MemberData(nameof(Shapes))]
    public async Task Notes_are_embedded_through_a_kill_and_their_owner_pays_what_the_provider_took(string shape)
    {
        await using var provider = await ProviderStandIn.StartNewAsync();
        var words = new WordVectors(8);
        var answer = new ProviderReply { Vectors = words.Of, Usage = """{"prompt_tokens":1000,"total_tokens":1000}""" };
        // One shape is enough: a cluster that was killed as a whole takes long to trust itself again.
        var isKilled = shape == "embedded";
        provider.Reply = request => isKilled && Texts(request).Contains("note 7") ? ProviderReply.Hang : answer;
        await using var service = await (shape == "embedded" ? (Shape)embedded : cluster).StartNewAsync(
            OpenAiFixture.Settings(provider), new Dictionary<string, string> { ["Embeddings__Batch"] = "2" });
        using var ada = await OpenAiFixture.HttpAsync(service);
        var collection = await NotesService.UploadAsync(
            ada, [.. Enumerable.Range(0, Notes).Select(i => ($"n{i}.md", $"This is note {i}."))]);
        var hung = await provider.WaitForAsync(
            request => Texts(request).Contains("note 7"), TimeSpan.FromMinutes(2), Cancelled);
        // Asking works meanwhile.
        var found = await NotesService.QueryAsync(ada, new { query = "note 7" });
        found.GetProperty("sources").GetArrayLength().ShouldBeGreaterThan(0);
        if (isKilled)
        {
            await service.KillAsync();
            provider.Reply = _ => answer;
            await service.StartAsync();
        }

        JsonElement embedding = default;
        await VaultService.UntilAsync(
            async () => (embedding = (await NotesService.GetAsync(ada, $"/api/v1/rag/collections/{collection}")).GetProperty("embedding"))
                .GetProperty("embedded").GetInt32() == Notes,
            "all is embedded", TimeSpan.FromMinutes(2));
        embedding.GetProperty("model").GetString().ShouldBe("text-embedding-3-small/8");
        embedding.GetProperty("total").GetInt32().ShouldBe(Notes);
        embedding.GetProperty("used").GetBoolean().ShouldBeFalse();
        var asked = provider.Requests.Items.Where(request => request.Path.EndsWith("/embeddings", StringComparison.Ordinal)).ToList();
        asked.Sum(request => request.Body["input"]!.AsArray().Count)
            .ShouldBe(Notes + (isKilled ? hung.Body["input"]!.AsArray().Count : 0), "only the interrupted batch is asked for again");

        // 1,000 tokens for each call that was answered, at 0.02 dollars for a million.
        var entries = (await NotesService.GetAsync(ada, "/api/v1/usage?by=request")).GetProperty("entries").EnumerateArray()
            .Where(entry => entry.GetProperty("item").GetString()!.Contains("embedding")).ToList();
        entries.Sum(entry => entry.GetProperty("amount").GetDecimal()).ShouldBe((asked.Count - (isKilled ? 1 : 0)) * 0.00002m);

        using var zip = new ZipArchive(await ada.GetStreamAsync($"/api/v1/rag/collections/{collection}/export", Cancelled));
        await using var file = await zip.GetEntry("embeddings.json")!.OpenAsync(Cancelled);
        var exported = (await JsonSerializer.DeserializeAsync<JsonElement>(file, cancellationToken: Cancelled)).EnumerateArray().ToList();
        exported.Count.ShouldBe(Notes);
        exported.ShouldAllBe(one => one.GetProperty("vector").GetArrayLength() == 8);

        using var graded = await ada.PostAsJsonAsync($"/api/v1/rag/collections/{collection}/quality", new { }, Cancelled);
        graded.EnsureSuccessStatusCode();
        await VaultService.UntilAsync(
            async () => (await NotesService.GetAsync(ada, $"/api/v1/rag/collections/{collection}/quality"))
                .TryGetProperty("embedding_model", out _),
            "the grades say which embeddings there were");
    }

    private static string Texts(ProviderRequest request) => request.Body["input"]?.ToJsonString() ?? "";
}
