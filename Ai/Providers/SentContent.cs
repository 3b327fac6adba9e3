using System.Net;

namespace ObsidianVault.Ai.Providers;

/// <summary>A request body that records when it was sent completely: from then on the provider may work, and charge.</summary>
internal sealed class SentContent(ReadOnlyMemory<byte> body, ProviderExchange exchange) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(body, cancellationToken).ConfigureAwait(false);
        exchange.WasSent = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
