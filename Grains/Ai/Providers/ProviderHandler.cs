using System.Net.Http.Headers;

namespace ObsidianVault.Ai;

/// <summary>
/// Sits between a provider's SDK and the network: turns every error answer into a <see cref="ProviderHttpException"/> before
/// the SDK retries or rewords it, and reads what the SDK would drop.
/// </summary>
internal sealed class ProviderHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    /// <summary>The longest answer that is not a stream.</summary>
    private const int MaxAnswer = 32 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = ProviderExchange.Current ?? new ProviderExchange();
        if (request.Content is { } content) request.Content = new SentContent(content, exchange);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var hint = RetryHint.Read(response.Headers, time);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                var error = await ReadErrorAsync(response.Content, cancellationToken).ConfigureAwait(false);
                throw new ProviderHttpException(ProviderError.Read((int)response.StatusCode, error, hint));
            }
        }

        exchange.WasAccepted = true;
        var media = response.Content.Headers.ContentType?.MediaType;
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (media == "text/event-stream")
        {
            response.Content = Replacing(response.Content, new StreamContent(new EventStreamReader(body, exchange.Usage, hint)));
            return response;
        }

        using var whole = await ReadAsync(body, MaxAnswer, cancellationToken).ConfigureAwait(false);
        if (whole.Length >= MaxAnswer) throw new ProviderHttpException(new ProviderError(502, "", "answer_too_long", "", "", null));
        var bytes = whole.GetBuffer().AsMemory(0, (int)whole.Length);
        if (EventStreamReader.IsError(bytes.Span)) throw new ProviderHttpException(ProviderError.Read((int)response.StatusCode, bytes.Span, hint));
        exchange.Usage.Take(bytes.Span);
        response.Content = Replacing(response.Content, new ReadOnlyMemoryContent(bytes));
        return response;
    }

    private static async Task<byte[]> ReadErrorAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            using var body = await ReadAsync(stream, ProviderError.MaxBody, cancellationToken).ConfigureAwait(false);
            return body.ToArray();
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The status came, its text did not.
            return [];
        }
    }

    private static async Task<MemoryStream> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        var buffer = new MemoryStream();
        var block = new byte[16 * 1024];
        while (buffer.Length < limit)
        {
            var read = await stream.ReadAsync(block.AsMemory(0, (int)Math.Min(block.Length, limit - buffer.Length)), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            buffer.Write(block, 0, read);
        }

        return buffer;
    }

    private static HttpContent Replacing(HttpContent old, HttpContent replacement)
    {
        if (old.Headers.ContentType is { } type) replacement.Headers.ContentType = MediaTypeHeaderValue.Parse(type.ToString());
        return replacement;
    }
}
