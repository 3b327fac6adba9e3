using ObsidianVault.Api.Gateway.Authentication;

namespace ObsidianVault.Api.Gateway.Policy;

/// <summary>Who may do one thing at one address.</summary>
/// <param name="Verb">The HTTP method, or * for each that the address takes.</param>
/// <param name="Route">The address as the description of the Api writes it.</param>
/// <param name="Who">Any of these roles. <see cref="Roles.None"/>: anybody, also without a credential.</param>
/// <param name="Scope">What an API key must be for; null: a key with all scopes.</param>
/// <param name="IsAudited">Whether each request, also a refused one, is written down.</param>
internal sealed record RouteRule(string Verb, string Route, Roles Who, string? Scope = null, bool IsAudited = false);
