using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace ObsidianVault.Api.OpenAi;

/// <summary>Reads a request's body whole, up to a limit.</summary>
internal static class RequestBody
{
    private const int FirstBuffer = 16 * 1024;

    /// <returns>The body, in a rented array that the caller gives back; null where it is too long.</returns>
    public static async ValueTask<Rented?> ReadAsync(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit) return null;
        // The limit is ours here: the server's own is lower than what may be set.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limit + 1L;
        var buffer = ArrayPool<byte>.Shared.Rent((int)(http.Request.ContentLength is { } known ? known + 1 : FirstBuffer));
        var length = 0;
        try
        {
            while (await http.Request.Body.ReadAsync(buffer.AsMemory(length), http.RequestAborted) is > 0 and var read)
            {
                length += read;
                if (length > limit)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return null;
                }

                if (length < buffer.Length) continue;
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            return new Rented(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    internal readonly struct Rented(byte[] buffer, int length) : IDisposable
    {
        public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
    }
}
