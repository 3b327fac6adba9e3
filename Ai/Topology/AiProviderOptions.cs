using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Ai.Topology;

/// <summary>One provider's account.</summary>
public class AiProviderOptions
{
    /// <summary>The API key. A provider without one is not used.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>
    /// Its base URL if it is not the public one, without <c>/chat/completions</c> (Anthropic: <c>/v1/messages</c>).
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>The maximum number of concurrent calls from one process. Default 64, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrent { get; set; } = 64;

    /// <summary>How many calls of one process may wait for it; others go elsewhere or are refused. Default 1,000, 0 to 100,000.</summary>
    [Range(0, 100_000)]
    public int MaxQueued { get; set; } = 1_000;

    /// <summary>
    /// Its budget per UTC day for the whole cluster, in US dollars; once spent, the provider is skipped. Default 0: no limit.
    /// </summary>
    [Range(0, 1_000_000)]
    public decimal DailyBudget { get; set; }
}

/// <summary>Cloudflare's account, which has an id besides its key.</summary>
public sealed class CloudflareOptions : AiProviderOptions
{
    /// <summary>The account id; required with a key, unless the base URL is given.</summary>
    public string Account { get; set; } = "";
}

/// <summary>Section <c>Ai:Providers</c>.</summary>
public sealed class AiProvidersOptions
{
    public AiProviderOptions OpenAi { get; set; } = new();

    public AiProviderOptions Anthropic { get; set; } = new();

    public AiProviderOptions Gemini { get; set; } = new();

    public AiProviderOptions DeepSeek { get; set; } = new();

    public AiProviderOptions Groq { get; set; } = new();

    public AiProviderOptions HuggingFace { get; set; } = new();

    public CloudflareOptions Cloudflare { get; set; } = new();

    internal IEnumerable<(AiProviderKind Kind, AiProviderOptions Options)> All() =>
    [
        (AiProviderKind.OpenAi, OpenAi), (AiProviderKind.Anthropic, Anthropic),
        (AiProviderKind.Gemini, Gemini), (AiProviderKind.DeepSeek, DeepSeek),
        (AiProviderKind.Groq, Groq), (AiProviderKind.HuggingFace, HuggingFace), (AiProviderKind.Cloudflare, Cloudflare),
    ];
}

/// <summary>One element of <c>Ai:Endpoints</c>.</summary>
public sealed class AiEndpointOptions : AiProviderOptions
{
    /// <summary>The name used in routes: lower-case letters, digits and hyphens. The seven providers' names are taken.</summary>
    public string Name { get; set; } = "";

    /// <summary>The API that it implements. Default: the OpenAI protocol.</summary>
    public AiProviderKind Kind { get; set; } = AiProviderKind.Compatible;

    /// <summary>
    /// How its API differs from OpenAI's: the name of a row of the table of dialects, such as vllm, sglang, llamacpp or litellm. Empty:
    /// by the host of the base URL, or else by the kind.
    /// </summary>
    public string Dialect { get; set; } = "";

    /// <summary>
    /// Whether it fetches pictures given as https URLs. Default: no, since your own server would fetch URLs chosen by strangers
    /// from inside your network. OpenAI, Anthropic and Groq do in any case.
    /// </summary>
    public bool FetchesPictures { get; set; }
}

/// <summary>One element of <c>Ai:Models</c>.</summary>
public sealed class AiModelOptions
{
    /// <summary>"provider/model", with the model as the provider names it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The maximum of input and output tokens together. Default 128,000, 1,000 to 100,000,000.</summary>
    [Range(1_000, 100_000_000)]
    public int ContextWindow { get; set; } = 128_000;

    /// <summary>The maximum of output tokens. Default 8,192, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxOutput { get; set; } = 8_192;

    /// <summary>Whether it accepts pictures.</summary>
    public bool Vision { get; set; }

    /// <summary>
    /// The maximum number of tokens that it counts for one picture, which is reserved before a call. Default 3,000, 1 to 1,000,000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int PictureTokens { get; set; } = 3_000;

    /// <summary>Whether it creates embeddings, and nothing else.</summary>
    public bool Embeds { get; set; }
}
