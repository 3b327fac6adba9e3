using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using ObsidianVault.Hosting.Objects;

namespace ObsidianVault.Api.Page;

/// <summary>
/// Serves the built page: static files, compressed when they were built. No address of the API is one of its files, and it
/// has no part in an address that something is mapped to.
/// </summary>
internal static partial class PageExtensions
{
    private const string Start = "/index.html";
    private const string NotBuilt = "The page is not built. ./vault up builds it; by hand: npm ci && npm run build, in the folder Web.\n";

    /// <summary>The addresses that the page itself knows; the page is the same at each of them.</summary>
    private static readonly string[] s_places = ["/chat", "/knowledge", "/gallery", "/costs", "/settings", "/console"];

    public static WebApplication UseVaultPage(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<PageOptions>>().Value;
        var folder = Path.GetFullPath(options.Folder, AppContext.BaseDirectory);
        if (!File.Exists(folder + Start))
        {
            // A service that refuses to start says only why.
            app.Lifetime.ApplicationStarted.Register(() => LogNotBuilt(app.Logger, folder));
            app.Use((http, next) => IsPage(http.Request) && http.GetEndpoint() is null
                ? TypedResults.Text(NotBuilt, statusCode: StatusCodes.Status404NotFound).ExecuteAsync(http)
                : next(http));
            return app;
        }

        var files = new PhysicalFileProvider(folder);
        var policy = PolicyOf(app.Services.GetRequiredService<IOptions<ObjectStoreOptions>>().Value.PublicUrl);
        app.Use((http, next) =>
        {
            if (http.GetEndpoint() is null) Choose(http.Request, files);
            return next(http);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ContentTypeProvider = new PackedContentTypes(),
            OnPrepareResponse = served => Describe(served.Context.Response, served.File.Name, policy),
        });
        app.Lifetime.ApplicationStarted.Register(() => LogServed(app.Logger, folder));
        return app;
    }

    /// <summary>Leads the request to the file that answers it, and to its compressed form where the client takes that.</summary>
    private static void Choose(HttpRequest request, PhysicalFileProvider files)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return;
        var path = IsPage(request) ? Start : request.Path.Value ?? "";
        if (!files.GetFileInfo(path).Exists) return;
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        var packing = PackedContentTypes.Packings.FirstOrDefault(p =>
            accepted.Any(a => a.Value.Equals(p.Encoding, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0)
            && files.GetFileInfo(path + p.Ending).Exists);
        request.Path = path + packing.Ending;
    }

    private static bool IsPage(HttpRequest request) =>
        request.Path == "/" || s_places.Any(place => request.Path.StartsWithSegments(place, StringComparison.Ordinal));

    private static void Describe(HttpResponse response, string file, string policy)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = "Accept-Encoding";
        if (PackedContentTypes.EncodingOf(file) is { } encoding) headers.ContentEncoding = encoding;
        // The name of a file changes with what is in it, but for the page itself.
        headers.CacheControl = response.HttpContext.Request.Path.StartsWithSegments("/assets")
            ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ContentSecurityPolicy = policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    }

    /// <summary>Nothing but our own files: no inline script or style, and no picture of a stranger's server.</summary>
    private static string PolicyOf(string? objects)
    {
        var also = Uri.TryCreate(objects, UriKind.Absolute, out var url) ? " " + url.GetLeftPart(UriPartial.Authority) : "";
        return $"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:{also}; "
            + $"media-src 'self' blob:{also}; connect-src 'self'{also}; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";
    }

    [LoggerMessage(LogLevel.Information, "The page is served from {Folder}")]
    private static partial void LogServed(ILogger logger, string folder);

    [LoggerMessage(
        LogLevel.Warning, "There is no page in {Folder}, so / answers 404. ./vault up builds it, and Page:Folder names another folder")]
    private static partial void LogNotBuilt(ILogger logger, string folder);
}
