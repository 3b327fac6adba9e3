using System.IO.Compression;
using System.Net.Http.Headers;
using ObsidianVault.Ai.Dialects;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers;

/// <summary>Sends one request to a provider. Every status but 2xx becomes a <see cref="ProviderHttpException"/>.</summary>
internal sealed class ProviderTransport(HttpClient http, Dialect dialect, TimeProvider time)
{
    /// <summary>The largest answer, whole or streamed.</summary>
    public const int MaxAnswer = 64 * 1024 * 1024;

    private const int FirstBlock = 4 * 1024;
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    public Dialect Dialect => dialect;

    /// <param name="body">The request, as JSON.</param>
    /// <exception cref="ProviderHttpException">The provider answered with an error.</exception>
    public async Task<ProviderAnswer> SendAsync(Uri address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var exchange = ProviderExchange.Current ?? new ProviderExchange();
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new SentContent(body, exchange) { Headers = { ContentType = s_json } },
        };
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            exchange.LastByte = time.GetTimestamp();
            var hint = RetryHint.Read(response.Headers, time);
            if (!response.IsSuccessStatusCode)
            {
                var error = await ReadErrorAsync(response, cancellationToken).ConfigureAwait(false);
                throw ErrorAnswer.Exception(dialect, (int)response.StatusCode, error.Span, hint);
            }

            exchange.WasAccepted = true;
            var stream = Plain(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), response.Content.Headers);
            return new ProviderAnswer(response, new LifeSigns(stream, exchange, time), exchange, hint);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>The whole body.</summary>
    /// <exception cref="ProviderHttpException">It is too long.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAllAsync(ProviderAnswer answer, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(answer.Body, answer.Length, MaxAnswer, cancellationToken).ConfigureAwait(false);
        return bytes.Length < MaxAnswer ? bytes : throw TooLong();
    }

    public static ProviderHttpException TooLong() => new(new ProviderError(502, "", "answer_too_long", "", "", null));

    private static async Task<ReadOnlyMemory<byte>> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var content = response.Content;
            var stream = Plain(await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), content.Headers);
            return await ReadAsync(stream, content.Headers.ContentLength, ProviderError.MaxBody, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            // The status arrived, but the body did not.
            return default;
        }
    }

    /// <summary>Some proxies compress although nobody asked them to.</summary>
    private static Stream Plain(Stream stream, HttpContentHeaders headers) =>
        headers.ContentEncoding.LastOrDefault()?.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
            _ => stream,
        };

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
}

/// <summary>An accepted request's answer, still to be read.</summary>
internal sealed class ProviderAnswer(HttpResponseMessage response, Stream body, ProviderExchange exchange, RetryHint hint) : IDisposable
{
    public Stream Body => body;

    public ProviderExchange Exchange => exchange;

    public RetryHint Hint => hint;

    public long? Length => response.Content.Headers.ContentLength;

    public void Dispose() => response.Dispose();
}
