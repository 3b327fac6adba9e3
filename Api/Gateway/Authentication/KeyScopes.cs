using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>
/// What a key may be used for: a scope is a part of the addresses. An address in no scope is for keys with all of them, and keys are made
/// and ended by people, never by a key.
/// </summary>
internal sealed class KeyScopes(RequestDelegate next, ApiKeys keys)
{
    private static readonly PathString s_keys = "/api/v1/keys";

    private static readonly (string Scope, PathString Prefix)[] s_table =
    [
        ("ai", "/v1"),
        ("ai", "/api/v1/ai"),
        ("jobs", "/api/v1/jobs"),
        ("jobs", "/api/v1/code"),
        ("jobs", "/api/v1/visualizer"),
        ("knowledge", "/api/v1/rag"),
        ("knowledge", "/mcp"),
        ("messages", "/api/v1/sessions"),
        ("usage", "/api/v1/usage"),
    ];

    /// <summary>Every scope.</summary>
    public static IReadOnlyList<string> All { get; } = [.. s_table.Select(line => line.Scope).Distinct()];

    public Task InvokeAsync(HttpContext http) =>
        http.Features.Get<KeyFeature>() is { } key ? WithKeyAsync(http, key) : next(http);

    private async Task WithKeyAsync(HttpContext http, KeyFeature feature)
    {
        var path = http.Request.Path;
        if (path.StartsWithSegments(s_keys))
            throw new RefusedException(Problems.Forbidden("Keys are made and ended with a session's token, not with a key."));
        if (!feature.Scopes.IsEmpty && !Array.Exists(s_table, line =>
            feature.Scopes.Contains(line.Scope) && path.StartsWithSegments(line.Prefix)))
        {
            throw new RefusedException(Problems.Forbidden(
                $"The key is for {string.Join(", ", feature.Scopes)}, and not for this address. Make one with another scope."));
        }

        using var watching = keys.Watch(http, feature.Key);
        await next(http);
    }
}

/// <summary>The key that a request was sent with.</summary>
internal sealed record KeyFeature(ApiKey Key, System.Collections.Immutable.ImmutableArray<string> Scopes);
