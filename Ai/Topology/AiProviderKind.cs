namespace ObsidianVault.Ai.Topology;

/// <summary>The API of an endpoint: determines the client, the quirks and how errors are read.</summary>
public enum AiProviderKind
{
    /// <summary>Any other endpoint with the OpenAI protocol: vLLM, Ollama, llama.cpp, a gateway.</summary>
    Compatible,
    OpenAi,
    Anthropic,
    Gemini,
    DeepSeek,
    Groq,
    HuggingFace,
    Cloudflare,

    /// <summary>The built-in offline catalogue.</summary>
    Catalogue,
}
