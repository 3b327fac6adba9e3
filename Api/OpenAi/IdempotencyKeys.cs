using ObsidianVault.Ai.OpenAi;

namespace ObsidianVault.Api.OpenAi;

/// <summary>
/// The <c>Idempotency-Key</c> of a chat completion. It names the answer, never the money: the ledger books a request id
/// once, so a name that the caller chooses would buy any number of calls (docs/adr/0016).
/// </summary>
internal static class IdempotencyKeys
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 200;

    /// <exception cref="OpenAiRequestException">It is too long.</exception>
    public static string? Of(HttpContext http) => http.Request.Headers[Header].ToString() switch
    {
        "" => null,
        { Length: > MaxLength } => throw new OpenAiRequestException($"'{Header}' must have at most {MaxLength} characters.", Header),
        var key => key,
    };
}
