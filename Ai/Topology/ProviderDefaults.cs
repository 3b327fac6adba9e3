namespace ObsidianVault.Ai.Topology;

/// <summary>The public base URL of each provider, and what it supports.</summary>
internal static class ProviderDefaults
{
    /// <param name="account">Cloudflare's account id, which is part of its URL.</param>
    public static string BaseUrl(AiProviderKind kind, string account) => kind switch
    {
        AiProviderKind.OpenAi => "https://api.openai.com/v1",
        AiProviderKind.Anthropic => "https://api.anthropic.com",
        AiProviderKind.Gemini => "https://generativelanguage.googleapis.com/v1beta/openai",
        AiProviderKind.DeepSeek => "https://api.deepseek.com/v1",
        AiProviderKind.Groq => "https://api.groq.com/openai/v1",
        AiProviderKind.HuggingFace => "https://router.huggingface.co/v1",
        AiProviderKind.Cloudflare => $"https://api.cloudflare.com/client/v4/accounts/{account}/ai/v1",
        _ => "https://api.openai.com/v1",
    };

    /// <summary>Whether it accepts pictures as https URLs. Others need them in the request.</summary>
    public static bool FetchesPictures(AiProviderKind kind) =>
        kind is AiProviderKind.OpenAi or AiProviderKind.Anthropic or AiProviderKind.Groq;
}
