using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>The Graph API calls for WhatsApp. A request that breaks one of Meta's rules is refused here, without a call.</summary>
internal sealed partial class GraphClient(IHttpClientFactory http, IOptions<WhatsAppOptions> options, TimeProvider time)
{
    public const string HttpClientName = "whatsapp";

    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Sends the message. Accepted does not mean delivered. Null if Meta accepted it with an empty response.</summary>
    /// <exception cref="GraphRefusedException">The Graph API answered with an error, or the message breaks a rule.</exception>
    public async Task<WhatsAppAccepted?> SendAsync(string phoneNumberId, WhatsAppMessage message, CancellationToken cancellationToken)
    {
        if (WhatsAppLimits.FaultsOf(message) is { Count: > 0 } faults) throw Breach(faults);

        using var content = JsonContent.Create(message, options: s_json);
        return await PostAsync<WhatsAppAccepted>($"{phoneNumberId}/messages", content, cancellationToken);
    }

    /// <summary>Marks a person's message as read and, with <paramref name="typing"/>, shows a typing indicator.</summary>
    /// <exception cref="GraphRefusedException">The Graph API answered with an error.</exception>
    public async Task MarkReadAsync(string phoneNumberId, string messageId, bool typing, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(messageId)) throw Breach(["a read mark must name its message"]);

        using var content = JsonContent.Create(new WhatsAppReadMark(messageId) { Typing = typing ? new() : null }, options: s_json);
        using var response = await CallAsync(
            HttpMethod.Post, Url($"{phoneNumberId}/messages"), content, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <summary>Uploads a file and returns its media id, valid for 30 days.</summary>
    /// <exception cref="GraphRefusedException">The Graph API answered with an error, or the file breaks a rule.</exception>
    public async Task<string?> UploadAsync(string phoneNumberId, WhatsAppUpload upload, CancellationToken cancellationToken)
    {
        if (upload.Size <= 0 || upload.Size > upload.Kind.MaxBytes())
            throw Breach([$"a file sent as {upload.Kind} must have 1 to {upload.Kind.MaxBytes()} bytes"]);
        if (!upload.Kind.Takes(upload.ContentType) || !MediaTypeHeaderValue.TryParse(upload.ContentType, out var contentType))
            throw Breach([$"'{upload.ContentType}' cannot be sent as {upload.Kind}"]);

        using var file = new StreamContent(upload.Content) { Headers = { ContentType = contentType } };
        using var product = new StringContent("whatsapp");
        using var type = new StringContent(upload.ContentType);
        using var content = new MultipartFormDataContent
        {
            { product, "messaging_product" },
            { type, "type" },
            { file, "file", upload.FileName },
        };
        return (await PostAsync<WhatsAppId>($"{phoneNumberId}/media", content, cancellationToken))?.Id;
    }

    private async Task<T?> PostAsync<T>(string path, HttpContent content, CancellationToken cancellationToken)
    {
        using var response = await CallAsync(
            HttpMethod.Post, Url(path), content, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(cancellationToken);
    }

    private Uri Url(string path) => new($"{options.Value.GraphBaseUrl.TrimEnd('/')}/{options.Value.ApiVersion}/{path}");

    private async Task<HttpResponseMessage> CallAsync(
        HttpMethod method, Uri url, HttpContent? content, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.AccessToken);

        using var client = http.CreateClient(HttpClientName);
        var response = await client.SendAsync(request, completion, cancellationToken);
        if (response.IsSuccessStatusCode) return response;

        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new GraphRefusedException(WhatsAppFaults.Classify(response.StatusCode, body, RetryAfterOf(response)))
            {
                Status = response.StatusCode,
            };
        }
    }

    private static GraphRefusedException Breach(IReadOnlyList<string> rules) =>
        new(new WhatsAppFault(WhatsAppRemedy.DeadLetter, null, null, $"Not sent: {string.Join("; ", rules)}."));

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
            _ => null,
        };
}
