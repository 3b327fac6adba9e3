using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Hosting.Objects;

namespace ObsidianVault.Api.Objects;

/// <summary>Serves objects to whoever has a signed link; where people reach the S3 store themselves, it does (<c>Objects:PublicUrl</c>).</summary>
public static class ObjectEndpoints
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    public static IEndpointRouteBuilder MapVaultObjects(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/objects/{**key}", [HttpMethods.Get, HttpMethods.Head], GetAsync)
            .WithName("GetObject")
            .WithSummary("Downloads an object by its signed link, in whole or by range.");
        return endpoints;
    }

    internal static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> GetAsync(
        string key, long? expires, string? name, string? signature,
        IObjectStore objects, ObjectLinkSigner links, HttpContext context, CancellationToken cancellationToken)
    {
        var status = expires is { } time && name is not null && signature is not null
            ? links.Verify(key, time, name, signature)
            : ObjectLinkStatus.Forged;
        if (status == ObjectLinkStatus.Forged)
            return TypedResults.Problem("The link is not one of ours.", statusCode: StatusCodes.Status403Forbidden);
        if (status == ObjectLinkStatus.Expired)
            return TypedResults.Problem("The link's time is over.", statusCode: StatusCodes.Status410Gone);
        if (await objects.OpenAsync(key, cancellationToken) is not { } content)
            return TypedResults.Problem("The object's time is over.", statusCode: StatusCodes.Status410Gone);

        // What users uploaded must not run as a page of ours.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        context.Response.Headers.CacheControl = "private, no-store";
        var contentType = ContentTypes.TryGetContentType(key, out var known) ? known : "application/octet-stream";
        return TypedResults.Stream(content, contentType, name, enableRangeProcessing: true);
    }
}
