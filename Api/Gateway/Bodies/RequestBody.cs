using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.Bodies;

/// <summary>How large a body may be, in bytes, and how long it may take to arrive.</summary>
internal readonly record struct BodyLimits(long MaxBytes, TimeSpan Time);

/// <summary>Reads the body of a request, within limits.</summary>
internal static class RequestBody
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>The whole body, in a rented array that the caller gives back.</summary>
    /// <exception cref="RefusedException">It is too large or too slow.</exception>
    public static ValueTask<Rented> ReadAsync(HttpContext http, BodyLimits limits) =>
        WithinAsync(http, limits, cancellationToken => ReadAllAsync(http.Request, limits.MaxBytes, cancellationToken));

    /// <summary>The fields and files of a form. Files beyond a size are buffered on disk.</summary>
    /// <exception cref="RefusedException">It is too large, too slow or no form.</exception>
    public static ValueTask<IFormCollection> ReadFormAsync(HttpContext http, BodyLimits limits)
    {
        var form = new FormFeature(http.Request, new FormOptions
        {
            MultipartBodyLengthLimit = limits.MaxBytes,
            ValueCountLimit = 100,
            KeyLengthLimit = 256,
            ValueLengthLimit = 64 * 1024,
        });
        http.Features.Set<IFormFeature>(form);
        return WithinAsync(http, limits, async cancellationToken =>
        {
            try
            {
                return await form.ReadFormAsync(cancellationToken);
            }
            catch (Exception fault) when (fault is InvalidDataException or (IOException and not BadHttpRequestException)
                && !ClusterFaults.IsFull(fault))
            {
                throw new RefusedException(Problems.Of(StatusCodes.Status400BadRequest, "malformed_form",
                    $"The form cannot be read: {fault.Message}"));
            }
        });
    }

    /// <summary>Reads the body within the limits, however it is read.</summary>
    /// <exception cref="RefusedException">It is too large or too slow.</exception>
    public static async ValueTask<T> WithinAsync<T>(HttpContext http, BodyLimits limits, Func<CancellationToken, ValueTask<T>> read)
    {
        if (http.Request.Headers.ContentEncoding is [{ Length: > 0 } encoding, ..]
            && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(Problems.UnsupportedMediaType(
                "The body is compressed, as Content-Encoding says. Send it as it is."));
        }

        if (http.Request.ContentLength > limits.MaxBytes) throw new RefusedException(Problems.TooLarge(limits.MaxBytes));
        // The server's own limit may be lower; one byte more tells a body that is too large from one that just fits.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limits.MaxBytes + 1;
        var time = http.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System;
        using var late = new CancellationTokenSource(limits.Time, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, http.RequestAborted);
        try
        {
            return await read(either.Token);
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new RefusedException(Problems.TooLarge(limits.MaxBytes));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            // The rest of the body would be read as the next request.
            http.Response.Headers.Connection = "close";
            throw new RefusedException(Problems.TooSlow(limits.Time));
        }
    }

    private static async ValueTask<Rented> ReadAllAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength is { } known ? known + 1 : FirstBuffer));
        var length = 0;
        try
        {
            while (await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
            {
                length += read;
                if (length > limit) throw new RefusedException(Problems.TooLarge(limit));
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
        public Memory<byte> Memory => buffer.AsMemory(0, length);

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
    }
}
