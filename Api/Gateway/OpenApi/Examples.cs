namespace ObsidianVault.Api.Gateway.OpenApi;

/// <summary>What a request's body may look like.</summary>
internal sealed record RequestExample(object Value);

/// <summary>What an answer's body may look like.</summary>
internal sealed record ResponseExample(int Status, object Value);

internal static class Examples
{
    /// <summary>Shows a body that the endpoint takes.</summary>
    public static TBuilder Takes<TBuilder>(this TBuilder builder, object example)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequestExample(example));

    /// <summary>Shows a body that the endpoint answers with.</summary>
    public static TBuilder AnswersLike<TBuilder>(this TBuilder builder, object example, int status = StatusCodes.Status200OK)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ResponseExample(status, example));
}
