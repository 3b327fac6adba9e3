using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Hosting.Objects;

namespace ObsidianVault.Api.Objects;

/// <summary>
/// Serves objects to whoever has a signed link; where people reach the S3 store themselves, it does
/// (<c>Objects:PublicUrl</c>).
/// </summary>
public static class ObjectEndpoints
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    public static IEndpointRouteBuilder MapVaultObjects(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/objects/{**key}", [HttpMethods.Get, HttpMethods.Head], GetAsync)
            .WithName("GetObject")
            .WithTags("video").ProducesError(StatusCodes.Status403Forbidden, StatusCodes.Status410Gone)
            .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").Produces(StatusCodes.Status206PartialContent)
            .WithParameter("key", "The object's key.").WithParameter("expires", "Until when the link is good, in seconds since 1970.")
            .WithParameter("name", "What the file is called.").WithParameter("signature", "Ours, over the rest of the link.")
            .WithSummary("Downloads a file by its signed link.")
            .WithDescription("In whole or by range. Links are made by other addresses, and are good for minutes.");
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
            return Problems.Forbidden("The link is not one of ours.");
        if (status == ObjectLinkStatus.Expired)
            return Problems.Gone("The link's time is over.");
        if (await objects.OpenAsync(key, cancellationToken) is not { } content)
            return Problems.Gone("The object's time is over.");

        // What users uploaded must not run as a page of ours.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        context.Response.Headers.CacheControl = "private, no-store";
        var contentType = ContentTypes.TryGetContentType(key, out var known) ? known : "application/octet-stream";
        return TypedResults.Stream(content, contentType, name, enableRangeProcessing: true);
    }
}
