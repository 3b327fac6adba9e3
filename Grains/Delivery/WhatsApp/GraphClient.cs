using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace ObsidianVault.Delivery.WhatsApp;

/// <summary>The two Graph API calls that sending needs.</summary>
internal sealed class GraphClient(IHttpClientFactory http, IOptions<WhatsAppOptions> options, TimeProvider time)
{
    public const string HttpClientName = "whatsapp";

    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Sends the message and returns its wamid. Accepted is not delivered.</summary>
    /// <exception cref="GraphRefusedException">The Graph API answered with an error.</exception>
    public async Task<string?> SendAsync(string phoneNumberId, WhatsAppMessage message, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(message, options: s_json);
        var accepted = await PostAsync<WhatsAppAccepted>($"{phoneNumberId}/messages", content, cancellationToken);
        return accepted?.Messages is [{ Id: { } id }, ..] ? id : null;
    }

    /// <summary>Uploads a video and returns its media id, good for 30 days.</summary>
    /// <exception cref="GraphRefusedException">The Graph API answered with an error.</exception>
    public async Task<string?> UploadVideoAsync(string phoneNumberId, Stream video, string fileName, CancellationToken cancellationToken)
    {
        using var file = new StreamContent(video) { Headers = { ContentType = new MediaTypeHeaderValue("video/mp4") } };
        using var product = new StringContent("whatsapp");
        using var type = new StringContent("video/mp4");
        using var content = new MultipartFormDataContent
        {
            { product, "messaging_product" },
            { type, "type" },
            { file, "file", fileName },
        };
        return (await PostAsync<WhatsAppId>($"{phoneNumberId}/media", content, cancellationToken))?.Id;
    }

    private async Task<T?> PostAsync<T>(string path, HttpContent content, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var url = $"{settings.GraphBaseUrl.TrimEnd('/')}/{settings.ApiVersion}/{path}";
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.AccessToken);

        using var client = http.CreateClient(HttpClientName);
        using var response = await client.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode) return await response.Content.ReadFromJsonAsync<T>(cancellationToken);

        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        throw new GraphRefusedException(WhatsAppFaults.Classify(response.StatusCode, body, RetryAfterOf(response)));
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
            _ => null,
        };
}
