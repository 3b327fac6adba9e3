using System.Collections.Concurrent;
using System.Collections.Frozen;
using ObsidianVault.Api.Gateway.Authentication;

namespace ObsidianVault.Api.Gateway.Policy;

/// <summary>
/// Who may do what: one line for each address and method. What has no line is refused. docs/access.md shows the table, and a test calls
/// every line as every role.
/// </summary>
internal static class RouteTable
{
    private const int MaxRemembered = 10_000;
    private const Roles Anybody = Roles.None;
    private const Roles Person = Roles.Guest | Roles.User;
    private const Roles People = Person | Roles.Service;
    private const Roles Operators = Roles.Operator | Roles.Admin;
    private const Roles PeopleAndOperators = People | Operators;

    /// <summary>What keys may be limited to.</summary>
    public static IReadOnlyList<string> Scopes => s_scopes;

    public static IReadOnlyList<RouteRule> Rules { get; } =
    [
        new("GET", "/health/live", Anybody),
        new("GET", "/health/ready", Anybody),
        new("GET", "/api/v1/status", Anybody),
        new("GET", "/metrics", Anybody),
        new("GET", "/openapi/{documentName}.json", Anybody),

        new("POST", "/webhook/telegram", Anybody),
        new("POST", "/webhook/telegram/{bot}", Anybody),
        new("GET", "/webhook/whatsapp", Anybody),
        new("POST", "/webhook/whatsapp", Anybody),

        new("POST", "/api/v1/sessions", Anybody),
        new("GET", "/api/v1/sessions", People, "messages"),
        new("POST", "/api/v1/sessions/{id}/link", People, "messages"),
        new("GET", "/api/v1/sessions/{id}", People, "messages"),
        new("POST", "/api/v1/sessions/{id}/messages", People, "messages"),
        new("GET", "/api/v1/sessions/{id}/messages", People, "messages"),
        new("GET", "/api/v1/sessions/{id}/messages/events", People, "messages"),
        new("DELETE", "/api/v1/sessions/{id}/answer", People, "messages"),

        new("GET", "/signin", Anybody),
        new("POST", "/signout", Anybody),
        new("GET", "/api/v1/account", Anybody),
        new("GET", "/api/v1/account/data", Person, IsAudited: true),
        new("DELETE", "/api/v1/account/data", Person, IsAudited: true),
        new("POST", "/api/v1/account/administrator", Roles.User, IsAudited: true),
        new("GET", "/api/v1/admin/accounts", Roles.Admin, IsAudited: true),
        new("PUT", "/api/v1/admin/accounts/{id}", Roles.Admin, IsAudited: true),
        new("GET", "/api/v1/admin/audit", Roles.Admin, IsAudited: true),
        new("GET", "/api/v1/admin/audit/export", Roles.Admin, IsAudited: true),

        new("POST", "/api/v1/keys", Person, IsAudited: true),
        new("GET", "/api/v1/keys", Person),
        new("POST", "/api/v1/keys/{id}/rotate", Person, IsAudited: true),
        new("DELETE", "/api/v1/keys/{id}", Person, IsAudited: true),

        new("POST", "/api/v1/jobs", People, "jobs"),
        new("GET", "/api/v1/jobs", People, "jobs"),
        new("GET", "/api/v1/jobs/{id}", People, "jobs"),
        new("DELETE", "/api/v1/jobs/{id}", People, "jobs"),
        new("POST", "/api/v1/jobs/{id}/link", People, "jobs"),
        new("GET", "/api/v1/jobs/{id}/events", People, "jobs"),

        new("POST", "/api/v1/callbacks/secret", People, "jobs", IsAudited: true),
        new("GET", "/api/v1/callbacks", People, "jobs"),
        new("POST", "/api/v1/callbacks/{job}/retry", People, "jobs"),

        new("POST", "/api/v1/code", People, "jobs"),
        new("POST", "/api/v1/code/validate", People, "jobs"),

        new("POST", "/api/v1/visualizer/generate", People, "jobs"),

        new("GET", "/api/v1/video/{id}/access", Anybody),
        new("HEAD", "/api/v1/video/{id}/access", Anybody),
        new("GET", "/objects/{key}", Anybody),
        new("HEAD", "/objects/{key}", Anybody),

        new("POST", "/api/v1/ai/chat", People, "ai"),
        new("POST", "/api/v1/rag/query", PeopleAndOperators, "knowledge"),

        new("POST", "/api/v1/rag/collections", PeopleAndOperators, "knowledge"),
        new("GET", "/api/v1/rag/collections", PeopleAndOperators, "knowledge"),
        new("GET", "/api/v1/rag/collections/{id}", PeopleAndOperators, "knowledge"),
        new("PATCH", "/api/v1/rag/collections/{id}", PeopleAndOperators, "knowledge"),
        new("DELETE", "/api/v1/rag/collections/{id}", PeopleAndOperators, "knowledge"),
        new("GET", "/api/v1/rag/collections/{id}/members", PeopleAndOperators, "knowledge"),
        new("PUT", "/api/v1/rag/collections/{id}/members/{person}", PeopleAndOperators, "knowledge"),
        new("DELETE", "/api/v1/rag/collections/{id}/members/{person}", PeopleAndOperators, "knowledge"),
        new("POST", "/api/v1/rag/collections/{id}/sync", PeopleAndOperators, "knowledge"),
        new("GET", "/api/v1/rag/collections/{id}/events", PeopleAndOperators, "knowledge"),
        new("GET", "/api/v1/rag/collections/{id}/quality", PeopleAndOperators, "knowledge"),
        new("POST", "/api/v1/rag/collections/{id}/quality", PeopleAndOperators, "knowledge"),
        new("GET", "/api/v1/rag/collections/{id}/export", PeopleAndOperators, "knowledge"),
        new("POST", "/api/v1/rag/documents", PeopleAndOperators, "knowledge"),
        new("GET", "/api/v1/rag/documents", PeopleAndOperators, "knowledge"),
        new("GET", "/api/v1/rag/documents/{id}", PeopleAndOperators, "knowledge"),
        new("DELETE", "/api/v1/rag/documents/{id}", PeopleAndOperators, "knowledge"),
        new("GET", "/api/v1/rag/documents/{id}/note", PeopleAndOperators, "knowledge"),
        new("GET", "/api/v1/rag/documents/{id}/original", PeopleAndOperators, "knowledge"),

        new("*", "/mcp", People, "knowledge"),

        new("POST", "/v1/responses", People, "ai"),
        new("GET", "/v1/responses/{id}", People, "ai"),
        new("DELETE", "/v1/responses/{id}", People, "ai"),
        new("POST", "/v1/responses/{id}/cancel", People, "ai"),
        new("GET", "/v1/responses/{id}/input_items", People, "ai"),
        new("POST", "/v1/chat/completions", People, "ai"),
        new("GET", "/v1/chat/completions/{id}/events", People, "ai"),
        new("POST", "/v1/embeddings", People, "ai"),
        new("GET", "/v1/models", People, "ai"),
        new("GET", "/v1/models/{name}", People, "ai"),
        new("GET", "/v1/responses", Anybody),

        new("GET", "/api/v1/usage", People, "usage"),

        new("GET", "/api/v1/operator/lines", Operators, "operator", IsAudited: true),
        new("PUT", "/api/v1/operator/budgets/{session}", Operators, "operator", IsAudited: true),
        new("DELETE", "/api/v1/operator/budgets/{session}", Operators, "operator", IsAudited: true),
        new("GET", "/api/v1/operator/conversations", Operators, "operator", IsAudited: true),
        new("GET", "/api/v1/operator/conversations/{id}", Operators, "operator", IsAudited: true),
        new("POST", "/api/v1/operator/conversations/{id}/handover", Operators, "operator", IsAudited: true),
        new("DELETE", "/api/v1/operator/conversations/{id}/handover", Operators, "operator", IsAudited: true),
        new("POST", "/api/v1/operator/conversations/{id}/messages", Operators, "operator", IsAudited: true),
        new("PATCH", "/api/v1/operator/conversations/{id}", Operators, "operator", IsAudited: true),
        new("POST", "/api/v1/operator/conversations/{id}/notes", Operators, "operator", IsAudited: true),
        new("POST", "/api/v1/operator/conversations/{id}/presence", Operators, "operator", IsAudited: true),
        new("POST", "/api/v1/operator/conversations/{id}/replay", Operators, "operator", IsAudited: true),
        new("GET", "/api/v1/operator/models", Operators, "operator", IsAudited: true),
        new("GET", "/api/v1/operator/inbox", Operators, "operator", IsAudited: true),
        new("GET", "/api/v1/operator/inbox/events", Operators, "operator", IsAudited: true),
        new("GET", "/api/v1/operator/work", Operators, "operator", IsAudited: true),
        new("GET", "/api/v1/operator/jobs/{id}", Operators, "operator", IsAudited: true),
        new("DELETE", "/api/v1/operator/jobs/{id}", Operators, "operator", IsAudited: true),
        new("POST", "/api/v1/operator/jobs/{id}/requeue", Operators, "operator", IsAudited: true),
        new("GET", "/api/v1/operator/providers", Operators, "operator", IsAudited: true),
        new("GET", "/api/v1/operator/usage", Operators, "operator", IsAudited: true),
        new("GET", "/api/v1/operator/replies", Operators, "operator", IsAudited: true),
        new("PUT", "/api/v1/operator/replies/{id}", Operators, "operator", IsAudited: true),
        new("DELETE", "/api/v1/operator/replies/{id}", Operators, "operator", IsAudited: true),

        new("POST", "/api/v1/whatsapp/messages", Operators, "operator", IsAudited: true),
        new("POST", "/api/v1/whatsapp/messages/template", Operators, "operator", IsAudited: true),
        new("POST", "/api/v1/whatsapp/media", Operators, "operator", IsAudited: true),
    ];

    private static readonly ConcurrentDictionary<(Endpoint, string), RouteRule?> s_byEndpoint = new();

    private static readonly FrozenDictionary<(string, string), RouteRule> s_byRoute =
        Rules.ToFrozenDictionary(rule => (rule.Verb, rule.Route));

    private static readonly string[] s_scopes = [.. Rules.Select(rule => rule.Scope).OfType<string>().Distinct().Order()];

    /// <summary>The line of an address; null where it has none.</summary>
    /// <param name="route">As <see cref="PathOf"/> writes it.</param>
    public static RouteRule? Find(string verb, string route) => s_byRoute.GetValueOrDefault((verb, route))
        ?? (verb == HttpMethods.Head ? s_byRoute.GetValueOrDefault((HttpMethods.Get, route)) : null)
        ?? s_byRoute.GetValueOrDefault(("*", route));

    /// <summary>The line of an endpoint; remembered, since every request asks.</summary>
    public static RouteRule? Of(RouteEndpoint endpoint, string verb)
    {
        // The router takes "get" for GET.
        verb = HttpMethods.GetCanonicalizedValue(verb);
        if (s_byEndpoint.TryGetValue((endpoint, verb), out var rule)) return rule;
        rule = Find(verb, PathOf(endpoint));
        // An endpoint may take whatever method somebody makes up.
        if (s_byEndpoint.Count < MaxRemembered) s_byEndpoint[(endpoint, verb)] = rule;
        return rule;
    }

    /// <summary>The route as the description of the Api writes it: without constraints and catch-alls.</summary>
    public static string PathOf(RouteEndpoint endpoint) =>
        "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("**", "", StringComparison.Ordinal);
}
