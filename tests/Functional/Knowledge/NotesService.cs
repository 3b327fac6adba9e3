using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.OpenAi;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Knowledge;

/// <summary>The service with a stand-in for its AI provider, two people, and notes of each.</summary>
public sealed class NotesService : IAsyncDisposable
{
    public const string ChainRule = """
        ---
        tags: [analysis]
        ---
        # Chain rule

        ## Statement
        The derivative of f(g(x)) is f'(g(x)) times g'(x). It is not the product of f'(x) and g'(x).

        ## Example
        The derivative of sin(3x) is 3 cos(3x). %%hidden remark%%
        """;

    /// <summary>With a table, a function and a link.</summary>
    public const string Heights = """
        # Heights

        | Mountain | Metres |
        |---|---|
        | Zugspitze | 2962 |
        | Watzmann | 2713 |

        A slope: $f(x) = x^2 - 1$, as in [[Chain rule]].
        """;

    public const string Secret = "# Secret plan\n\nThe chain rule of the secret plan costs 999 dollars.";

    private NotesService(VaultService service, ProviderStandIn provider, HttpClient ada, HttpClient bob) =>
        (Service, Provider, Ada, Bob) = (service, provider, ada, bob);

    public VaultService Service { get; }

    public ProviderStandIn Provider { get; }

    public HttpClient Ada { get; }

    public HttpClient Bob { get; }

    /// <summary>What the model was asked; embeddings are another matter, and whose notes they are of pays for them.</summary>
    public IReadOnlyList<ProviderRequest> Prompts =>
        [.. Provider.Requests.Items.Where(request => !request.Path.EndsWith("/embeddings", StringComparison.Ordinal))];

    /// <summary>The id of the collection that only Bob may read.</summary>
    public string Hidden { get; private set; } = "";

    public static async Task<NotesService> StartAsync(Shape shape)
    {
        var provider = await ProviderStandIn.StartNewAsync();
        var service = await shape.StartNewAsync(OpenAiFixture.Settings(provider));
        var notes = new NotesService(
            service, provider, await OpenAiFixture.HttpAsync(service), await OpenAiFixture.HttpAsync(service));
        await UploadAsync(notes.Ada, ("Rules/Chain rule.md", ChainRule));
        notes.Hidden = await UploadAsync(notes.Bob, ("Secret plan.md", Secret));
        return notes;
    }

    /// <summary>Sends notes and waits until they can be found.</summary>
    /// <returns>The collection's id.</returns>
    public static async Task<string> UploadAsync(HttpClient person, params (string Path, string Text)[] notes)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (path, text) in notes)
        {
            var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
            file.Headers.ContentType = new MediaTypeHeaderValue("text/markdown");
            form.Add(file, "file", path);
        }

        using var response = await person.PostAsync("/api/v1/rag/documents", form);
        var uploaded = await response.Content.ReadFromJsonAsync<JsonElement>();
        response.IsSuccessStatusCode.ShouldBeTrue(uploaded.ToString());
        var collection = uploaded.GetProperty("collection_id").GetString()!;
        await VaultService.UntilAsync(
            async () => (await person.GetFromJsonAsync<JsonElement>($"/api/v1/rag/collections/{collection}"))
                .GetProperty("waiting").GetInt32() == 0,
            "the notes are read");
        return collection;
    }

    public void Says(string text) => Provider.Reply = _ => new ProviderReply { Text = text };

    public static async Task<JsonElement> QueryAsync(HttpClient person, object body)
    {
        var (status, text) = await PostAsync(person, "/api/v1/rag/query", body);
        status.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <param name="collections">The header X-Vault-Collections, or null.</param>
    public static async Task<(HttpStatusCode Status, string Text)> PostAsync(
        HttpClient person, string path, object body, string? collections = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (collections is not null) request.Headers.Add("X-Vault-Collections", collections);
        using var response = await person.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static Task<JsonElement> GetAsync(HttpClient person, string path) => person.GetFromJsonAsync<JsonElement>(path);

    public async ValueTask DisposeAsync()
    {
        Ada.Dispose();
        Bob.Dispose();
        await Service.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
