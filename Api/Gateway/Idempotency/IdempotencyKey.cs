using System.Reflection;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Api.Gateway.Idempotency;

/// <summary>
/// The name of a write. A parameter of endpoints with an Idempotency-Key (<c>WithIdempotencyKey</c>);
/// the grain that carries out the write does so once for a name.
/// </summary>
/// <param name="Value">The caller's key, or a new id where the caller gave none.</param>
/// <param name="IsGiven">Whether the caller gave it.</param>
internal sealed record IdempotencyKey(string Value, bool IsGiven) : IBindableFromHttpContext<IdempotencyKey>
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 200;

    public static ValueTask<IdempotencyKey?> BindAsync(HttpContext context, ParameterInfo parameter) => new(Of(context));

    /// <summary>The request's key. The filter has checked it.</summary>
    public static IdempotencyKey Of(HttpContext http) =>
        http.Request.Headers[Header].ToString() is { Length: > 0 } key ? new IdempotencyKey(key, IsGiven: true)
            : new IdempotencyKey(GrainKeys.NewId(), IsGiven: false);

    /// <summary>What is wrong with the header, or null.</summary>
    public static string? FaultOf(HttpRequest request) => request.Headers[Header] switch
    {
        { Count: 0 } => null,
        { Count: > 1 } => "Must be given once.",
        var value when value.ToString() is not { Length: > 0 and <= MaxLength } key || key.Any(c => c is < ' ' or > '~') =>
            $"Must have 1 to {MaxLength} letters, digits and signs of ASCII.",
        _ => null,
    };
}
