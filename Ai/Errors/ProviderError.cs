using System.Globalization;
using System.Text;
using System.Text.Json;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Errors;

/// <summary>
/// A provider's error, read from whatever it sent: an object, an array, plain text, a proxy's error page, or nothing. Reading
/// never fails.
/// </summary>
/// <param name="Status">The HTTP status; 200 if the error came inside a stream.</param>
/// <param name="Code">The code of the innermost error, such as "insufficient_quota" or "3036"; empty if there is none.</param>
/// <param name="Type">"rate_limit_error", "RESOURCE_EXHAUSTED" ...</param>
/// <param name="Detail">Codes of nested details: "enforced_spend_limit_reached", "GenerateRequestsPerDay...", "API_KEY_INVALID".</param>
/// <param name="RetryAfter">How long the provider asks us to wait; null if it does not say.</param>
internal sealed record ProviderError(int Status, string Code, string Type, string Detail, string Message, TimeSpan? RetryAfter)
{
    /// <summary>How much of a body is read; the rest is dropped.</summary>
    public const int MaxBody = 64 * 1024;

    private const int MaxText = 2_000;

    /// <summary>Code, type and details in lower case, for searching.</summary>
    public string Codes => field ??= $"{Code} {Type} {Detail}".ToLowerInvariant();

    /// <summary>Codes and message in lower case.</summary>
    public string All => field ??= $"{Codes} {Message}".ToLowerInvariant();

    public static ProviderError Read(int status, ReadOnlySpan<byte> body, RetryHint hint)
    {
        var reading = new Reading();
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 32, AllowTrailingCommas = true });
            using var document = JsonDocument.ParseValue(ref reader);
            reading.Root(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            reading.Message = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxText)]);
        }

        // OpenAI-compatible gateways put the upstream provider's status into the code.
        if (status is >= 200 and < 300
            && int.TryParse(reading.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var inner)
            && inner is >= 400 and < 600)
        {
            status = inner;
        }
        return new ProviderError(
            status,
            Cut(reading.Code),
            Cut(reading.Type),
            Cut(reading.Details.ToString()),
            Cut(reading.Message),
            hint.Of(reading.Delay, reading.Message));
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];

    private sealed class Reading
    {
        public string Code { get; private set; } = "";

        public string Type { get; private set; } = "";

        public string Message { get; set; } = "";

        public string? Delay { get; private set; }

        public StringBuilder Details { get; } = new();

        public void Root(JsonElement root)
        {
            switch (root.ValueKind)
            {
                case JsonValueKind.Array:
                    foreach (var item in root.EnumerateArray().Take(1)) Root(item);
                    break;
                case JsonValueKind.String:
                    Message = root.GetString() ?? "";
                    break;
                case JsonValueKind.Object:
                    Fields(root);
                    foreach (var name in (ReadOnlySpan<string>)["error", "errors", "detail"])
                        if (root.TryGetProperty(name, out var error)) Error(error);
                    break;
                default:
                    break;
            }
        }

        private void Error(JsonElement error)
        {
            switch (error.ValueKind)
            {
                case JsonValueKind.String:
                    Message = error.GetString() ?? "";
                    break;
                case JsonValueKind.Array:
                    foreach (var item in error.EnumerateArray().Take(3)) Error(item);
                    break;
                case JsonValueKind.Object:
                    Fields(error);
                    break;
                default:
                    break;
            }
        }

        private void Fields(JsonElement error)
        {
            foreach (var property in error.EnumerateObject())
            {
                var text = property.Value.ValueKind switch
                {
                    JsonValueKind.String => property.Value.GetString() ?? "",
                    JsonValueKind.Number => property.Value.GetRawText(),
                    _ => "",
                };
                switch (property.Name)
                {
                    case "code" or "error_code" or "internalCode" or "http_status_code" or "status_code" when text.Length > 0:
                        if (Code.Length > 0) Details.Append(' ').Append(Code);
                        Code = text;
                        break;
                    case "type" or "status" or "error_type" when text.Length > 0 && text != "error":
                        if (Type.Length > 0) Details.Append(' ').Append(Type);
                        Type = text;
                        break;
                    case "message" or "error_message" or "msg" or "error_description" when text.Length > 0:
                        Message = text;
                        break;
                    // Mistral's validation: the error is in the message.
                    case "message" when property.Value.ValueKind == JsonValueKind.Object:
                        Root(property.Value);
                        break;
                    // Not "param": it contains a name from the caller's request, not a code.
                    case "reason" when text.Length > 0:
                        Details.Append(' ').Append(text);
                        break;
                    // Hugging Face, while it loads a model; in seconds.
                    case "estimated_time" when text.Length is > 0 and < 20:
                        Delay = text + "s";
                        break;
                    case "details" or "metadata" or "innererror":
                        Detail(property.Value, depth: 0);
                        break;
                    default:
                        break;
                }
            }
        }

        /// <summary>OpenRouter's own message says nothing; the upstream provider's does.</summary>
        private void Raw(string text)
        {
            if (!Message.StartsWith("Provider returned error", StringComparison.OrdinalIgnoreCase)) return;
            var (code, type) = (Code, Type);
            try
            {
                using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 16 });
                Root(document.RootElement);
            }
            catch (JsonException)
            {
                if (text.Length > 0) Message = text;
            }

            // The status of OpenRouter's answer is in its own code.
            if (code.Length > 0 && Code != code) Details.Append(' ').Append(Code);
            if (code.Length > 0) Code = code;
            if (type.Length > 0) Type = type;
        }

        /// <summary>Google's list of typed details, or Anthropic's object with a code.</summary>
        private void Detail(JsonElement detail, int depth)
        {
            if (depth > 4 || Details.Length > MaxText) return;
            switch (detail.ValueKind)
            {
                case JsonValueKind.Array:
                    foreach (var item in detail.EnumerateArray().Take(10)) Detail(item, depth + 1);
                    break;
                case JsonValueKind.Object:
                    foreach (var property in detail.EnumerateObject().Take(20))
                    {
                        var isText = property.Value.ValueKind == JsonValueKind.String;
                        if (property.Name == "retryDelay" && isText) Delay = property.Value.GetString();
                        else if (property.Name == "raw" && isText) Raw(property.Value.GetString()!);
                        else if (property.Name is "reason" or "error_code" or "quotaId" or "quotaMetric" or "code" or "model" && isText)
                            Details.Append(' ').Append(property.Value.GetString());
                        else if (property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object) Detail(property.Value, depth + 1);
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
