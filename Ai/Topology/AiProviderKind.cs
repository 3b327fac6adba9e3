namespace ObsidianVault.Ai.Topology;

/// <summary>Whose API an endpoint speaks: decides the client, the quirks and how errors are read.</summary>
public enum AiProviderKind
{
    /// <summary>Any other endpoint that speaks the OpenAI protocol: vLLM, Ollama, llama.cpp, a gateway.</summary>
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
