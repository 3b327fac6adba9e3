using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Ai.Topology;

/// <summary>One provider's account.</summary>
public class AiProviderOptions
{
    /// <summary>The key. A provider without one is not used.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Its address where it is not the public one, up to and without <c>/chat/completions</c> (Anthropic: <c>/v1/messages</c>).</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>How many calls of one process it works on at a time. Default 64, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrent { get; set; } = 64;

    /// <summary>How many calls of one process wait for it; further ones go elsewhere or are refused. Default 256, 0 to 100,000.</summary>
    [Range(0, 100_000)]
    public int MaxQueued { get; set; } = 256;

    /// <summary>What it may cost a day (UTC) over the whole cluster, in US dollars; then it is passed over. Default 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public decimal DailyBudget { get; set; }
}

/// <summary>Cloudflare's account has an id besides its key.</summary>
public sealed class CloudflareOptions : AiProviderOptions
{
    /// <summary>The account id; needed with a key, unless the address is given.</summary>
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
        (AiProviderKind.OpenAi, OpenAi), (AiProviderKind.Anthropic, Anthropic), (AiProviderKind.Gemini, Gemini), (AiProviderKind.DeepSeek, DeepSeek),
        (AiProviderKind.Groq, Groq), (AiProviderKind.HuggingFace, HuggingFace), (AiProviderKind.Cloudflare, Cloudflare),
    ];
}

/// <summary>One element of <c>Ai:Endpoints</c>.</summary>
public sealed class AiEndpointOptions : AiProviderOptions
{
    /// <summary>What routes call it: lower-case letters, digits and hyphens. The seven providers' names are taken.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whose API it speaks. Default: any that speaks the OpenAI protocol.</summary>
    public AiProviderKind Kind { get; set; } = AiProviderKind.Compatible;

    /// <summary>
    /// Whether it fetches pictures that are given as https addresses. Default: no, since a server of one's own would fetch what
    /// strangers name from inside one's own network. OpenAI, Anthropic and Groq do in any case.
    /// </summary>
    public bool FetchesPictures { get; set; }
}

/// <summary>One element of <c>Ai:Models</c>.</summary>
public sealed class AiModelOptions
{
    /// <summary>"provider/model", the model as the provider calls it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The most tokens of input and output together. Default 128,000, 1,000 to 100,000,000.</summary>
    [Range(1_000, 100_000_000)]
    public int ContextWindow { get; set; } = 128_000;

    /// <summary>The most tokens of output. Default 8,192, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxOutput { get; set; } = 8_192;

    /// <summary>Whether it looks at pictures.</summary>
    public bool Vision { get; set; }

    /// <summary>The most tokens that it counts for one picture: what a budget must hold before. Default 3,000, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int PictureTokens { get; set; } = 3_000;

    /// <summary>Whether it makes vectors, and only that.</summary>
    public bool Embeds { get; set; }
}
