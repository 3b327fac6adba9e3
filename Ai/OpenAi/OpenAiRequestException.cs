namespace ObsidianVault.Ai.OpenAi;

/// <summary>A request that is not one of the OpenAI protocol. The message is for the caller and says what to do.</summary>
/// <param name="param">Which part of the request, such as <c>messages[2].content</c>.</param>
public sealed class OpenAiRequestException(string message, string? param = null, string code = "invalid_value") : Exception(message)
{
    public string? Param => param;

    /// <summary>The stable code, as OpenAI calls it where it has one.</summary>
    public string Code => code;
}
