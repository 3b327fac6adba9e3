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

/// <summary>One configured provider: its clients, one a model, over one pool of connections. No SDK of it retries.</summary>
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
                // The provider's queue is the limit; a second one here would hide the wait.
                MaxConnectionsPerServer = int.MaxValue,
                // A stream that we leave is closed, and not read to its end.
                MaxResponseDrainSize = 0,
                ResponseDrainTimeout = TimeSpan.Zero,
                EnableMultipleHttp2Connections = true,
                // Our traces end at our own span of the attempt; their ids are no business of a provider.
                ActivityHeadersPropagator = null,
            },
            time))
        {
            // Deadlines are tokens: one clock over the whole chain.
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
        (IChatClient?)self._catalogue ?? self._openAi?.GetChatClient(name).AsIChatClient() ?? self._anthropic!.AsIChatClient(name, null), this);

    /// <exception cref="NotSupportedException">The provider makes no vectors.</exception>
    public IEmbeddingGenerator<string, Embedding<float>> Embedder(string model) => _embedders.GetOrAdd(model, static (name, self) =>
        self._openAi?.GetEmbeddingClient(name).AsIEmbeddingGenerator() ?? throw new NotSupportedException($"{self.Provider.Name} makes no vectors."), this);

    public void Dispose() => _http?.Dispose();
}
