using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Catalogue;
using ObsidianVault.Ai.Providers.Anthropic;
using ObsidianVault.Ai.Providers.ChatCompletions;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Providers;

/// <summary>One configured provider: one client per model over one connection pool.</summary>
internal sealed class ProviderClient : IDisposable
{
    private readonly ConcurrentDictionary<string, IChatClient> _chats = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IEmbeddingGenerator<string, Embedding<float>>> _embedders = new(StringComparer.Ordinal);
    private readonly HttpClient? _http;
    private readonly Func<string, IChatClient> _chat;
    private readonly Func<string, IEmbeddingGenerator<string, Embedding<float>>>? _embedder;

    public ProviderClient(AiProvider provider, CatalogueMaths maths, TimeProvider time)
    {
        Provider = provider;
        if (provider.Kind == AiProviderKind.Catalogue)
        {
            var catalogue = new CatalogueChatClient(maths);
            _chat = _ => catalogue;
            return;
        }

        _http = new HttpClient(new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            AllowAutoRedirect = false,
            UseCookies = false,
            // The provider's queue is the limit; a second one here would hide the waiting.
            MaxConnectionsPerServer = int.MaxValue,
            // An abandoned stream is closed rather than read to its end.
            MaxResponseDrainSize = 0,
            ResponseDrainTimeout = TimeSpan.Zero,
            EnableMultipleHttp2Connections = true,
            // Our traces end with our own span of the attempt; providers must not see their ids.
            ActivityHeadersPropagator = null,
        })
        {
            // Deadlines are enforced by tokens, with one clock for all attempts.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var headers = _http.DefaultRequestHeaders;
        headers.UserAgent.Add(new ProductInfoHeaderValue("ObsidianVault", "1.0"));
        var transport = new ProviderTransport(_http, provider.Dialect, time);
        var refused = new RefusedMembers(time);
        if (provider.Kind == AiProviderKind.Anthropic)
        {
            headers.Add("anthropic-version", "2023-06-01");
            if (provider.ApiKey.Length > 0) headers.TryAddWithoutValidation("x-api-key", provider.ApiKey);
            var address = new Uri(provider.BaseUrl + "/v1/messages");
            _chat = model => new MessagesClient(transport, address, model, refused);
            return;
        }

        // Not parsed: keys are opaque, and a wrong one is the provider's to refuse.
        if (provider.ApiKey.Length > 0) headers.TryAddWithoutValidation("Authorization", $"Bearer {provider.ApiKey}");
        var (completions, embeddings) = (new Uri(provider.BaseUrl + "/chat/completions"), new Uri(provider.BaseUrl + "/embeddings"));
        _chat = model => new ChatCompletionsClient(transport, completions, model, refused);
        _embedder = model => new EmbeddingsClient(transport, embeddings, model);
    }

    public AiProvider Provider { get; }

    public IChatClient Chat(string model) => _chats.GetOrAdd(model, _chat);

    /// <exception cref="NotSupportedException">The provider has no embeddings.</exception>
    public IEmbeddingGenerator<string, Embedding<float>> Embedder(string model) => _embedder is null
        ? throw new NotSupportedException($"{Provider.Name} has no embeddings.")
        : _embedders.GetOrAdd(model, _embedder);

    public void Dispose() => _http?.Dispose();
}
