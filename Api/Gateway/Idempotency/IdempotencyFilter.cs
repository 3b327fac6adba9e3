using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.Idempotency;

/// <summary>The endpoint takes an <c>Idempotency-Key</c>; for the description of the Api.</summary>
internal sealed class IdempotencyMetadata;

/// <summary>Refuses an <c>Idempotency-Key</c> that cannot be one, before the endpoint runs.</summary>
internal sealed class IdempotencyFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IdempotencyKey.FaultOf(context.HttpContext.Request) is { } fault
            ? throw new RefusedException(Problems.Invalid((IdempotencyKey.Header, fault)))
            : next(context);
}

internal static class IdempotencyExtensions
{
    /// <summary>
    /// A repeated request with the same key is carried out once and gets the same answer; another request with that
    /// key gets 422.
    /// </summary>
    public static TBuilder WithIdempotencyKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter<TBuilder, IdempotencyFilter>().WithMetadata(new IdempotencyMetadata())
            .ProducesError(StatusCodes.Status422UnprocessableEntity);
}
