namespace ObsidianVault.Api.Gateway.Errors;

/// <summary>An error that an endpoint can answer with; for the description of the Api.</summary>
internal sealed record ErrorMetadata(int Status);

internal static class ErrorResponses
{
    /// <summary>
    /// Names the errors that the endpoint itself answers with. Those of the gateway are added by what the endpoint
    /// requires.
    /// </summary>
    public static TBuilder ProducesError<TBuilder>(this TBuilder builder, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata([.. statuses.Select(status => new ErrorMetadata(status))]);
}
