using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>Reads the <c>messages</c> of a chat request.</summary>
internal static class ChatMessageReader
{
    private const string Developer = "developer";
    private const int MaxAddress = 4_096;

    public static List<ChatMessage> Read(JsonElement root, OpenAiLimits limits)
    {
        if (root.Member("messages") is not { } list) throw JsonReading.Missing("messages");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is var count && (count == 0 || count > limits.MaxMessages))
            throw JsonReading.Wrong("messages", $"a list of 1 to {limits.MaxMessages} messages");
        var messages = new List<ChatMessage>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray()) messages.Add(ReadMessage(item, $"messages[{messages.Count}]"));
        return messages;
    }

    private static ChatMessage ReadMessage(JsonElement item, string path)
    {
        var role = item.Object(path).Text("role", path + ".");
        var message = role switch
        {
            "user" => new ChatMessage(ChatRole.User, Contents(item, path, pictures: true)),
            "system" or Developer => new ChatMessage(ChatRole.System, Contents(item, path, pictures: false)),
            "assistant" => new ChatMessage(ChatRole.Assistant, Assistant(item, path)),
            "tool" => new ChatMessage(ChatRole.Tool, [ToolResult(item, path)]),
            null => throw JsonReading.Missing(path + ".role"),
            _ => throw JsonReading.Wrong(path + ".role", "system, developer, user, assistant or tool"),
        };
        if (item.Text("name", path + ".") is { Length: > 0 and <= OpenAiLimits.MaxNameLength } name) message.AuthorName = name;
        return message;
    }

    private static List<AIContent> Contents(JsonElement item, string path, bool pictures)
    {
        if (item.Member("content") is not { } content) throw JsonReading.Missing(path + ".content");
        if (content.ValueKind == JsonValueKind.String) return [new TextContent(content.GetString())];
        path += ".content";
        if (content.ValueKind != JsonValueKind.Array) throw JsonReading.Wrong(path, "a string or a list of parts");
        if (content.GetArrayLength() is 0 or > OpenAiLimits.MaxParts)
            throw JsonReading.Wrong(path, $"a list of 1 to {OpenAiLimits.MaxParts} parts");
        var contents = new List<AIContent>(content.GetArrayLength());
        foreach (var part in content.EnumerateArray())
        {
            var at = $"{path}[{contents.Count}]";
            contents.Add(part.Object(at).Text("type", at + ".") switch
            {
                "text" => new TextContent(part.Text("text", at + ".") ?? throw JsonReading.Missing(at + ".text")),
                "refusal" => new TextContent(part.Text("refusal", at + ".") ?? throw JsonReading.Missing(at + ".refusal")),
                "image_url" when pictures => Picture(part, at + ".image_url"),
                null => throw JsonReading.Missing(at + ".type"),
                var type => throw new OpenAiRequestException(
                    $"'{at}.type' is '{Shown(type)}'; only text{(pictures ? " and image_url are" : " is")} allowed here.",
                    at + ".type",
                    "unsupported_content"),
            });
        }

        return contents;
    }

    private static AIContent Picture(JsonElement part, string path)
    {
        if (part.Member("image_url") is not { } image) throw JsonReading.Missing(path);
        // Some clients send the URL itself.
        var url = image.ValueKind == JsonValueKind.String ? image.GetString() : image.Object(path).Text("url", path + ".");
        if (string.IsNullOrEmpty(url)) throw JsonReading.Missing(path + ".url");
        if (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return Detailed(DataPicture(url, path), image);
        if (!url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || url.Length > MaxAddress
            || !Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            throw new OpenAiRequestException(
                $"'{path}.url' must be a data URL, such as data:image/png;base64,..., "
                + $"or an https URL of at most {MaxAddress:N0} characters.",
                path + ".url",
                "invalid_image_url");
        }

        return Detailed(new UriContent(address, "image/*"), image);
    }

    private static DataContent DataPicture(string url, string path)
    {
        try
        {
            var picture = new DataContent(url);
            if (picture.MediaType is "image/png" or "image/jpeg" or "image/gif" or "image/webp" && picture.Data.Length > 0) return picture;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or UriFormatException)
        {
            // Reported below.
        }

        throw new OpenAiRequestException(
            $"'{path}.url' must be a data URL with a png, jpeg, gif or webp in base64.", path + ".url", "invalid_image_url");
    }

    private static AIContent Detailed(AIContent picture, JsonElement image)
    {
        if (image.ValueKind == JsonValueKind.Object && image.Member("detail") is { ValueKind: JsonValueKind.String } detail)
            (picture.AdditionalProperties ??= [])["detail"] = detail.GetString();
        return picture;
    }

    private static List<AIContent> Assistant(JsonElement item, string path)
    {
        var contents = item.Member("content") is { } content && !IsEmpty(content) ? Contents(item, path, pictures: false) : [];
        if (item.Member("tool_calls") is { } calls)
        {
            path += ".tool_calls";
            if (calls.ValueKind != JsonValueKind.Array || calls.GetArrayLength() > OpenAiLimits.MaxTools)
                throw JsonReading.Wrong(path, $"a list of at most {OpenAiLimits.MaxTools} calls");
            var n = 0;
            foreach (var call in calls.EnumerateArray()) contents.Add(ToolCall(call, $"{path}[{n++}]"));
        }

        return contents;
    }

    private static bool IsEmpty(JsonElement content) => content.ValueKind == JsonValueKind.Array && content.GetArrayLength() == 0;

    private static FunctionCallContent ToolCall(JsonElement call, string path)
    {
        var id = call.Object(path).Text("id", path + ".") ?? throw JsonReading.Missing(path + ".id");
        if (call.Member("function") is not { } function) throw JsonReading.Missing(path + ".function");
        var name = function.Object(path + ".function").Text("name", path + ".function.")
            ?? throw JsonReading.Missing(path + ".function.name");
        var arguments = function.Text("arguments", path + ".function.");
        try
        {
            var read = string.IsNullOrWhiteSpace(arguments) ? [] : JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments) ?? [];
            // Finds invalid Unicode now rather than when the text is used.
            foreach (var value in read.Values) _ = value?.ToString();
            return new FunctionCallContent(id, name, read);
        }
        catch (JsonException)
        {
            throw JsonReading.Wrong(path + ".function.arguments", "a JSON object in a string");
        }
    }

    private static FunctionResultContent ToolResult(JsonElement item, string path)
    {
        var id = item.Text("tool_call_id", path + ".") ?? throw JsonReading.Missing(path + ".tool_call_id");
        return new FunctionResultContent(id, string.Concat(Contents(item, path, pictures: false).Select(c => c.ToString())));
    }

    private static string Shown(string type) => type.Length <= 40 ? type : type[..40] + "…";
}
