using System.Net;

namespace ObsidianVault.Ai.Providers;

/// <summary>A request body that records when it was sent completely: from then on the provider may work, and charge.</summary>
internal sealed class SentContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly ProviderExchange _exchange;

    public SentContent(HttpContent inner, ProviderExchange exchange)
    {
        (_inner, _exchange) = (inner, exchange);
        foreach (var (name, values) in inner.Headers) Headers.TryAddWithoutValidation(name, values);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await _inner.CopyToAsync(stream, context, cancellationToken).ConfigureAwait(false);
        _exchange.WasSent = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}
