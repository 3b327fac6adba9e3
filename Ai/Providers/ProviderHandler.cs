using System.Net.Http.Headers;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// Sits between a provider's SDK and the network: turns every error response into a <see cref="ProviderHttpException"/>
/// before the SDK retries or rewords it, and reads what the SDK would drop.
/// </summary>
internal sealed class ProviderHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    /// <summary>The largest non-streamed response.</summary>
    private const int MaxAnswer = 32 * 1024 * 1024;

    private const int FirstBlock = 4 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = ProviderExchange.Current ?? new ProviderExchange();
        if (request.Content is { } content) request.Content = new SentContent(content, exchange);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!response.IsSuccessStatusCode)
            {
                var error = await ReadErrorAsync(response.Content, cancellationToken).ConfigureAwait(false);
                throw new ProviderHttpException(
                    ProviderError.Read((int)response.StatusCode, error.Span, RetryHint.Read(response.Headers, time)));
            }

            exchange.WasAccepted = true;
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            {
                var reader = new EventStreamReader(body, exchange.Usage, () => RetryHint.Read(response.Headers, time));
                response.Content = Replacing(response.Content, new StreamContent(reader));
                return response;
            }

            var bytes = await ReadAsync(body, response.Content.Headers.ContentLength, MaxAnswer, cancellationToken).ConfigureAwait(false);
            if (bytes.Length >= MaxAnswer) throw new ProviderHttpException(new ProviderError(502, "", "answer_too_long", "", "", null));
            if (EventStreamReader.IsError(bytes.Span))
            {
                throw new ProviderHttpException(
                    ProviderError.Read((int)response.StatusCode, bytes.Span, RetryHint.Read(response.Headers, time)));
            }

            exchange.Usage.Take(bytes.Span);
            response.Content = Replacing(response.Content, new ReadOnlyMemoryContent(FinishReasons.Rewrite(bytes.Span) ?? bytes));
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadErrorAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return await ReadAsync(stream, content.Headers.ContentLength, ProviderError.MaxBody, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The status arrived, but the body did not.
            return default;
        }
    }

    /// <param name="length">The Content-Length; may be wrong.</param>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, long? length, int limit, CancellationToken cancellationToken)
    {
        // One extra byte, so that the end is detected without growing the buffer.
        var buffer = new byte[Math.Clamp((length ?? FirstBlock) + 1, 256, Math.Min(limit, 1024 * 1024))];
        var read = 0;
        while (read < limit)
        {
            if (read == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(limit, buffer.Length * 2L));
            var next = await stream.ReadAsync(buffer.AsMemory(read), cancellationToken).ConfigureAwait(false);
            if (next == 0) break;
            read += next;
        }

        return buffer.AsMemory(0, read);
    }

    private static HttpContent Replacing(HttpContent old, HttpContent replacement)
    {
        if (old.Headers.ContentType is { } type) replacement.Headers.ContentType = MediaTypeHeaderValue.Parse(type.ToString());
        return replacement;
    }
}
