using ObsidianVault.OpenAi;

namespace ObsidianVault.Api.OpenAi;

/// <summary>The <c>Idempotency-Key</c> of a request that costs money.</summary>
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

    /// <summary>The ledger's name of the request: the same for the same key of the same user, so that it is charged once.</summary>
    public static string RequestId(HttpContext http, string user) =>
        Of(http) is { } key ? "idem_" + GrainKeys.DerivedId(user, http.Request.Path, key) : http.TraceIdentifier;
}
