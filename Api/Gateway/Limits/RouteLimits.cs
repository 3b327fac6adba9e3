using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Metadata;
using ObsidianVault.Api.Gateway.Events;

namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>
/// Which route has which limits: by what the address begins with, and else by whether the route reads or writes. An endpoint may
/// say otherwise with a <see cref="LimitClass"/> among its metadata.
/// </summary>
internal sealed class RouteLimits
{
    private static readonly (string Prefix, LimitClass Writes)[] s_table =
    [
        ("/health", LimitClass.None),
        ("/metrics", LimitClass.None),
        ("/webhook", LimitClass.None),
        ("/v1", LimitClass.Ai),
        ("/api/v1/ai", LimitClass.Ai),
        ("/api/v1/whatsapp", LimitClass.WhatsApp),
        ("/api/v1/rag/query", LimitClass.Knowledge),
        ("/api/v1/rag", LimitClass.Documents),
        ("/mcp", LimitClass.Knowledge),
        ("/api/v1/visualizer", LimitClass.Visualizer),
    ];

    private readonly ConcurrentDictionary<Endpoint, LimitClass> _known = new();

    public LimitClass Of(HttpContext http) => http.GetEndpoint() is { } endpoint
        ? _known.TryGetValue(endpoint, out var known) ? known : _known.GetOrAdd(endpoint, Of(endpoint, http.Request))
        // A file, or nothing at all; the exporter of metrics has no endpoint where it maps a branch.
        : Of(http.Request.Path, HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method));

    private static LimitClass Of(Endpoint endpoint, HttpRequest request)
    {
        if (endpoint.Metadata.OfType<LimitClass>().LastOrDefault() is not LimitClass.None and var said) return said;
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [request.Method];
        var isRead = methods.All(method => HttpMethods.IsGet(method) || HttpMethods.IsHead(method));
        var streams = endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(answer =>
            answer.ContentTypes.Contains(EventStream.MediaType));
        if (isRead && streams) return LimitClass.Stream;
        var path = endpoint is RouteEndpoint route ? "/" + route.RoutePattern.RawText!.TrimStart('/') : request.Path.Value!;
        return !isRead && path.TrimEnd('/') == "/api/v1/sessions" ? LimitClass.Opening : Of(new PathString(path), isRead);
    }

    private static LimitClass Of(PathString path, bool isRead)
    {
        foreach (var (prefix, writes) in s_table)
        {
            if (path.StartsWithSegments(prefix)) return isRead && writes != LimitClass.None ? LimitClass.Read : writes;
        }

        return isRead ? LimitClass.Read : LimitClass.Write;
    }
}
