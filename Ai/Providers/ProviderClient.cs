using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Concurrent;
using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Catalogue;
using ObsidianVault.Ai.Topology;
using OpenAI;

namespace ObsidianVault.Ai.Providers;

/// <summary>One configured provider: one client per model over one connection pool. SDK retries are off.</summary>
internal sealed class ProviderClient : IDisposable
{
    private readonly ConcurrentDictionary<string, IChatClient> _chats = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IEmbeddingGenerator<string, Embedding<float>>> _embedders = new(StringComparer.Ordinal);
    private readonly HttpClient? _http;
    private readonly OpenAIClient? _openAi;
    private readonly AnthropicClient? _anthropic;
    private readonly CatalogueChatClient? _catalogue;

    public ProviderClient(AiProvider provider, TimeProvider time)
    {
        Provider = provider;
        if (provider.Kind == AiProviderKind.Catalogue)
        {
            _catalogue = new CatalogueChatClient();
            return;
        }

        _http = new HttpClient(new ProviderHandler(
            new SocketsHttpHandler
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
            },
            time))
        {
            // Deadlines are enforced by tokens, with one clock for all attempts.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (provider.Kind == AiProviderKind.Anthropic)
        {
            _anthropic = new AnthropicClient(new ClientOptions
            {
                HttpClient = _http,
                BaseUrl = provider.BaseUrl,
                ApiKey = provider.ApiKey,
                MaxRetries = 0,
                Timeout = Timeout.InfiniteTimeSpan,
            });
            return;
        }

        _openAi = new OpenAIClient(new ApiKeyCredential(provider.ApiKey.Length > 0 ? provider.ApiKey : "none"), new OpenAIClientOptions
        {
            Endpoint = new Uri(provider.BaseUrl),
            Transport = new HttpClientPipelineTransport(_http),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            EnableDistributedTracing = false,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        });
    }

    public AiProvider Provider { get; }

    public IChatClient Chat(string model) => _chats.GetOrAdd(model, static (name, self) =>
        (IChatClient?)self._catalogue
            ?? self._openAi?.GetChatClient(name).AsIChatClient()
            ?? self._anthropic!.AsIChatClient(name, null), this);

    /// <exception cref="NotSupportedException">The provider has no embeddings.</exception>
    public IEmbeddingGenerator<string, Embedding<float>> Embedder(string model) => _embedders.GetOrAdd(model, static (name, self) =>
        self._openAi?.GetEmbeddingClient(name).AsIEmbeddingGenerator()
            ?? throw new NotSupportedException($"{self.Provider.Name} has no embeddings."), this);

    public void Dispose() => _http?.Dispose();
}
