using System.Buffers;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Channels.WhatsApp.Sending;

internal sealed partial class GraphClient
{
    private const int BufferBytes = 80 * 1024;

    /// <summary>
    /// Downloads a file that a person sent, possible for 7 days. Meta's link to it is valid for 5 minutes; if it has expired,
    /// Meta is asked once more. A file with the wrong size or digest is never returned.
    /// </summary>
    /// <param name="kind">Determines the maximum size.</param>
    /// <param name="expectedSha256"><see cref="InboundAttachment.Sha256"/>, used if the lookup returns no digest; or null.</param>
    /// <exception cref="GraphRefusedException">The Graph API answered with an error.</exception>
    /// <exception cref="WhatsAppMediaException">The file is too large, does not match its digest, or is unavailable.</exception>
    public async Task<WhatsAppFile> DownloadAsync(
        string phoneNumberId, string mediaId, WhatsAppMediaKind kind, string? expectedSha256, CancellationToken cancellationToken)
    {
        // HttpClient's own timeout ends with the headers, and a body can trickle in forever.
        using var limit = new CancellationTokenSource(options.Value.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await FetchAsync(phoneNumberId, mediaId, kind, expectedSha256, mayAskAgain: true, linked.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The file was not downloaded within {options.Value.Timeout}.");
        }
    }

    private async Task<WhatsAppFile> FetchAsync(
        string phoneNumberId, string mediaId, WhatsAppMediaKind kind, string? expectedSha256, bool mayAskAgain,
        CancellationToken cancellationToken)
    {
        var place = await LookUpAsync(phoneNumberId, mediaId, cancellationToken);
        if (place.FileSize > kind.MaxBytes()) throw TooLarge(kind);

        try
        {
            using var response = await CallAsync(
                HttpMethod.Get, LinkOf(place), null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.Content.Headers.ContentLength > kind.MaxBytes()) throw TooLarge(kind);
            return await KeepAsync(response, place, kind, DigestOf(place.Sha256) ?? expectedSha256, cancellationToken);
        }
        catch (GraphRefusedException refused)
            when (refused.Status is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            if (!mayAskAgain)
            {
                throw new WhatsAppMediaException(
                    WhatsAppMediaFault.Unavailable, $"The link to a file returned {(int)refused.Status} twice.");
            }
        }

        return await FetchAsync(phoneNumberId, mediaId, kind, expectedSha256, mayAskAgain: false, cancellationToken);
    }

    private async Task<WhatsAppMediaPlace> LookUpAsync(string phoneNumberId, string mediaId, CancellationToken cancellationToken)
    {
        var url = Url($"{Uri.EscapeDataString(mediaId)}?phone_number_id={Uri.EscapeDataString(phoneNumberId)}");
        using var response = await CallAsync(HttpMethod.Get, url, null, HttpCompletionOption.ResponseContentRead, cancellationToken);
        try
        {
            if (await response.Content.ReadFromJsonAsync<WhatsAppMediaPlace>(cancellationToken) is { } place) return place;
        }
        catch (JsonException)
        {
            // Reported below; Meta's text would not help.
        }

        throw new WhatsAppMediaException(WhatsAppMediaFault.Unavailable, "The response to a file lookup could not be read.");
    }

    /// <summary>The link to which the bearer token is sent: never without TLS, unless the Graph API itself is configured without.</summary>
    private Uri LinkOf(WhatsAppMediaPlace place) =>
        Uri.TryCreate(place.Url, UriKind.Absolute, out var link)
        && (link.Scheme == Uri.UriSchemeHttps || (link.Scheme == Uri.UriSchemeHttp && Url("").Scheme == Uri.UriSchemeHttp))
            ? link
            : throw new WhatsAppMediaException(WhatsAppMediaFault.Unavailable, "The file lookup returned a link that is not allowed.");

    private static async Task<WhatsAppFile> KeepAsync(
        HttpResponseMessage response, WhatsAppMediaPlace place, WhatsAppMediaKind kind, string? expected,
        CancellationToken cancellationToken)
    {
        var file = TempFile.Create();
        try
        {
            var sha256 = await CopyAsync(response, file, kind.MaxBytes(), cancellationToken) ?? throw TooLarge(kind);
            if (expected is not null && !string.Equals(expected, sha256, StringComparison.OrdinalIgnoreCase))
                throw new WhatsAppMediaException(WhatsAppMediaFault.Corrupt, "A file does not match its announced digest.");

            file.Position = 0;
            return new WhatsAppFile(file, place.MimeType ?? response.Content.Headers.ContentType?.ToString(), sha256, file.Length);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>The digest of the copied bytes, or null if there are more than <paramref name="max"/>.</summary>
    private static async Task<string?> CopyAsync(
        HttpResponseMessage response, FileStream file, long max, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            for (long total = 0; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if ((total += read) > max) return null;
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The digest in hexadecimal; Meta also uses base64. Null if it is neither.</summary>
    private static string? DigestOf(string? text)
    {
        if (text is { Length: 64 } && text.All(char.IsAsciiHexDigit)) return text;

        Span<byte> bytes = stackalloc byte[48];
        return text?.Length == 44 && Convert.TryFromBase64String(text, bytes, out var count) && count == 32
            ? Convert.ToHexStringLower(bytes[..count])
            : null;
    }

    private static WhatsAppMediaException TooLarge(WhatsAppMediaKind kind) =>
        new(WhatsAppMediaFault.TooLarge, $"A file of the kind {kind} is larger than {kind.MaxBytes()} bytes.");
}
