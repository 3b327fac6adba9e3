using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.Bodies;

/// <summary>Reads JSON and says where it is wrong: the line and the position in it, or the member and what it must be.</summary>
internal static class JsonBody
{
    /// <summary>How deep objects and arrays may be nested.</summary>
    public const int MaxDepth = 32;

    /// <exception cref="RefusedException">It is not JSON, or not of this type.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpContext http, BodyLimits limits)
        where T : class
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var encoding = EncodingOf(http.Request.ContentType);
        using var body = await RequestBody.ReadAsync(http, limits);
        ReadOnlyMemory<byte> json = body.Memory;
        return Read<T>((encoding is null ? json : Encoding.Convert(encoding, Encoding.UTF8, json.ToArray())).Span, options);
    }

    /// <exception cref="RefusedException">It is not JSON, or not of this type.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonSerializerOptions options)
        where T : class
    {
        json = WithoutMark(json);
        if (json.Trim(" \t\r\n"u8).IsEmpty) throw new RefusedException(Problems.MalformedJson("The body is empty. Send a JSON object."));
        if (!Utf8.IsValid(json)) throw new RefusedException(
            Problems.MalformedJson($"The body is not UTF-8: {JsonPlace.At(json, FirstInvalid(json))}."));
        try
        {
            var faults = JsonShape.Check(json, typeof(T), options);
            if (faults.Count > 0) throw new RefusedException(Problems.Invalid([.. faults]));
            return JsonSerializer.Deserialize<T>(json, options)!;
        }
        catch (JsonException fault) when (fault.Path is { Length: > 1 } path)
        {
            throw new RefusedException(Problems.Invalid(
                (path.TrimStart('$', '.'), $"Is not of the kind that it must be: {JsonPlace.Of(json, fault)}.")));
        }
        catch (JsonException fault)
        {
            throw new RefusedException(Problems.MalformedJson($"The body is not valid JSON: {JsonPlace.Of(json, fault)}. {Reason(fault)}"));
        }
    }

    /// <summary>The encoding to convert from; null for UTF-8.</summary>
    private static Encoding? EncodingOf(string? contentType)
    {
        if (contentType is null || !MediaTypeHeaderValue.TryParse(contentType, out var type) || type.Charset.Length == 0) return null;
        var charset = HeaderUtilities.RemoveQuotes(type.Charset).ToString();
        if (charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            return Encoding.GetEncoding(charset, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback);
        }
        // UTF-7 is known and not supported.
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw new RefusedException(Problems.UnsupportedMediaType($"The character set \"{charset}\" is not known here. Send UTF-8."));
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> json) => json.StartsWith(Encoding.UTF8.Preamble) ? json[3..] : json;

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var length) == System.Buffers.OperationStatus.Done) at += length;
        return at;
    }

    /// <summary>The reader's words without the place, which counts from zero there.</summary>
    private static string Reason(JsonException fault)
    {
        var end = fault.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var words = end < 0 ? fault.Message : fault.Message[..end];
        return words.Length <= 300 ? words : words[..300] + "…";
    }
}
