using System.Text;
using System.Text.Json;
using ObsidianVault.Ai.Dialects;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers;

/// <summary>Recognizes errors in what backends send with status 200, in whatever shape, and reads their own codes.</summary>
internal static class ErrorAnswer
{
    private const int MaxBody = 4_000;

    public static ProviderHttpException Exception(Dialect dialect, int status, ReadOnlySpan<byte> body, RetryHint hint) =>
        new(
            Translated(dialect, ProviderError.Read(status, Inner(body), hint)),
            Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxBody)]));

    /// <summary>Whether it is an error and not an answer, whole or in part.</summary>
    /// <param name="hasChoices">Whether it also has a choice.</param>
    public static bool Is(JsonElement root, bool hasChoices)
    {
        if (root.ValueKind != JsonValueKind.Object) return false;
        if (Filled(root, "error") || Word(root, "type") == "error" || (Word(root, "object") == "error")) return true;
        if (Status(root) is { } status && status != 0) return true;
        if (hasChoices) return false;
        return (Filled(root, "errors") && !Filled(root, "result"))
            || Filled(root, "detail")
            || (Filled(root, "message") && !Is(root, "message", JsonValueKind.Object))
            || (Filled(root, "code") && Filled(root, "msg"));
    }

    /// <summary>An error of MiniMax is in a member of its own, whose code is 0 if there is none.</summary>
    private static long? Status(JsonElement root) =>
        root.TryGetProperty("base_resp", out var own)
        && own.ValueKind == JsonValueKind.Object
        && own.TryGetProperty("status_code", out var code)
        && code.ValueKind == JsonValueKind.Number
        && code.TryGetInt64(out var number)
            ? number
            : null;

    private static ReadOnlySpan<byte> Inner(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("\"base_resp\""u8) < 0) return body;
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            return Status(root) is null or 0 ? body : Encoding.UTF8.GetBytes(
                $$"""{"code":"{{Status(root)}}","message":{{Message(root.GetProperty("base_resp"))}}}""");
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private static string Message(JsonElement own) =>
        own.TryGetProperty("status_msg", out var text) && text.ValueKind == JsonValueKind.String ? text.GetRawText() : "\"\"";

    private static ProviderError Translated(Dialect dialect, ProviderError error)
    {
        if (dialect.Filters.Contains(error.Code)) return error with { Status = 400, Type = "content_filter" };
        return dialect.Errors.TryGetValue(error.Code, out var status) ? error with { Status = status } : error;
    }

    private static string? Word(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Is(JsonElement root, string name, JsonValueKind kind) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == kind;

    private static bool Filled(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().Any(),
            JsonValueKind.String => value.GetString()!.Length > 0,
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.Number => true,
            _ => false,
        };
}
