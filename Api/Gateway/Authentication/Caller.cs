using System.Reflection;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>The session that a request acts for. A parameter of endpoints that require <see cref="Access.Session"/>.</summary>
internal sealed record Caller(string SessionId) : IBindableFromHttpContext<Caller>
{
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) => new(Of(context));

    public static Caller Of(HttpContext http) => new(http.User.FindFirst(Access.SessionIdClaim)?.Value
        ?? throw new InvalidOperationException("The endpoint does not require a session."));
}
