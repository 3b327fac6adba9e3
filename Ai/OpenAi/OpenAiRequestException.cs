namespace ObsidianVault.Ai.OpenAi;

/// <summary>A request violates the OpenAI protocol. The message is for the caller and says what to do.</summary>
/// <param name="param">The invalid part of the request, such as <c>messages[2].content</c>.</param>
public sealed class OpenAiRequestException(string message, string? param = null, string code = "invalid_value", int status = 400)
    : Exception(message)
{
    /// <summary>The HTTP status: 400, or 404 for something that is not there.</summary>
    public int Status => status;

    public string? Param => param;

    /// <summary>The stable code; OpenAI's own if it has one.</summary>
    public string Code => code;
}
