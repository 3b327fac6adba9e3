namespace ObsidianVault.Api.Gateway.OpenApi;

/// <summary>A security scheme that the endpoint checks itself, such as the signature of a webhook's body.</summary>
internal sealed record SecuredBy(string Scheme);

/// <summary>What a parameter means.</summary>
internal sealed record ParameterText(string Name, string Text);

internal static class DescribingExtensions
{
    public static TBuilder WithParameter<TBuilder>(this TBuilder builder, string name, string text)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ParameterText(name, text));
}
