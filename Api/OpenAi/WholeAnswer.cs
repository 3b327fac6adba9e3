using System.Buffers;

namespace ObsidianVault.Api.OpenAi;

/// <summary>Sends whole answers with their length: some clients on old runtimes cannot read a chunked body to its end.</summary>
internal static class WholeAnswer
{
    /// <summary>Sends the JSON that was written to the body, which nothing of was sent.</summary>
    public static async Task SendJsonAsync(this HttpContext http)
    {
        var response = http.Response;
        response.ContentType = "application/json";
        response.ContentLength = response.BodyWriter.UnflushedBytes;
        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    public static Task SendJsonAsync(this HttpContext http, ReadOnlySpan<byte> json)
    {
        http.Response.BodyWriter.Write(json);
        return http.SendJsonAsync();
    }
}
