using System.Collections.Immutable;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>The key that a request was sent with.</summary>
/// <param name="Scopes">What it may be used for; empty is everything but what operators do.</param>
internal sealed record KeyFeature(ApiKey Key, ImmutableArray<string> Scopes)
{
    /// <summary>The scope that lets an operator's program do what operators do.</summary>
    public const string OperatorScope = "operator";
}
