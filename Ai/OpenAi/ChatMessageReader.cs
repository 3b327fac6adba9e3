using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;

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
        foreach (var item in list.EnumerateArray()) messages.Add(ReadMessage(item, $"messages[{messages.Count}]", messages));
        return messages;
    }

    private static ChatMessage ReadMessage(JsonElement item, string path, List<ChatMessage> before)
    {
        var role = item.Object(path).Text("role", path + ".");
        var message = role switch
        {
            "user" => new ChatMessage(ChatRole.User, Contents(item, path, pictures: true)),
            "system" or Developer => new ChatMessage(ChatRole.System, Contents(item, path, pictures: false)),
            "assistant" => new ChatMessage(ChatRole.Assistant, Assistant(item, path, before.Count)),
            "tool" => new ChatMessage(ChatRole.Tool, [ToolResult(item, path)]),
            "function" => new ChatMessage(ChatRole.Tool, [FunctionResult(item, path, before)]),
            null => throw JsonReading.Missing(path + ".role"),
            _ => throw JsonReading.Wrong(path + ".role", "system, developer, user, assistant, tool or function"),
        };
        if (role == "function") return message;
        if (role != "tool" && message.Contents.Count > 0) ReadCacheControl(item, message.Contents[^1]);
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
                "refusal" => Refusal(part.Text("refusal", at + ".") ?? throw JsonReading.Missing(at + ".refusal")),
                "image_url" when pictures => Picture(part, at + ".image_url"),
                "input_audio" when pictures => ChatFileReader.Audio(part, at + ".input_audio"),
                "file" when pictures => ChatFileReader.File(part, at + ".file"),
                "thinking" or "redacted_thinking" when !pictures => ChatReasoningReader.Part(part),
                null => throw JsonReading.Missing(at + ".type"),
                var type => throw new OpenAiRequestException(
                    $"'{at}.type' is '{Shown(type)}'; only {(pictures ? "text, image_url, input_audio and file are" : "text is")} "
                    + "allowed here.",
                    at + ".type",
                    "unsupported_content"),
            });
            ReadCacheControl(part, contents[^1]);
        }

        return contents;
    }

    /// <summary>Where Anthropic's cache of the prompt may end, in the place that gateways have for it.</summary>
    private static void ReadCacheControl(JsonElement item, AIContent content)
    {
        if (item.Member(RequestMembers.CacheControl) is { ValueKind: JsonValueKind.Object } control)
            (content.AdditionalProperties ??= [])[RequestMembers.CacheControl] = control.Clone();
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

    private static TextContent Refusal(string text) =>
        new(text) { AdditionalProperties = new() { [OwnProperties.Refusal] = true } };

    private static List<AIContent> Assistant(JsonElement item, string path, int number)
    {
        var contents = item.Member("content") is { } content && !IsEmpty(content) ? Contents(item, path, pictures: false) : [];
        if (item.Member("audio") is not null)
        {
            throw new OpenAiRequestException(
                $"'{path}.audio' is not supported: earlier audio is kept by the provider that made it. Send its transcript as the content.",
                path + ".audio",
                "unsupported_content");
        }

        if (item.Text("refusal", path + ".") is { Length: > 0 } refusal) contents.Add(Refusal(refusal));
        contents.InsertRange(0, ChatReasoningReader.Read(item, path));
        ReadOwn(item, contents);
        if (item.Member("function_call") is { } legacy) contents.Add(Call(legacy, LegacyId(number), path + ".function_call"));
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

    /// <summary>What a provider put into the message for itself goes with its text.</summary>
    private static void ReadOwn(JsonElement item, List<AIContent> contents)
    {
        AIContent? text = null;
        foreach (var name in RequestMembers.Own.Where(name => !ChatReasoningReader.Reads(name)))
        {
            if (item.Member(name) is not { ValueKind: JsonValueKind.Object or JsonValueKind.Array } value) continue;
            if (text is null && (text = contents.FindLast(c => c is TextContent && !c.IsRefusal())) is null)
                contents.Add(text = new TextContent(""));
            (text.AdditionalProperties ??= [])[name] = value.Clone();
        }
    }

    private static bool IsEmpty(JsonElement content) => content.ValueKind == JsonValueKind.Array && content.GetArrayLength() == 0;

    private static FunctionCallContent ToolCall(JsonElement item, string path)
    {
        var id = item.Object(path).Text("id", path + ".") ?? throw JsonReading.Missing(path + ".id");
        var isCustom = item.Text("type", path + ".") == "custom";
        var member = isCustom ? "custom" : "function";
        if (item.Member(member) is not { } function) throw JsonReading.Missing($"{path}.{member}");
        var call = Call(function, id, $"{path}.{member}", isCustom ? "input" : "arguments");
        if (isCustom) call.AdditionalProperties!["type"] = "custom";
        foreach (var name in RequestMembers.Own)
        {
            if (item.Member(name) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } value)
                call.AdditionalProperties![name] = value.Clone();
        }

        return call;
    }

    /// <summary>The call with its arguments exactly as they were sent, whatever they are: the provider judges them.</summary>
    private static FunctionCallContent Call(JsonElement function, string id, string path, string member = "arguments")
    {
        var name = function.Object(path).Text("name", path + ".") ?? throw JsonReading.Missing(path + ".name");
        var text = function.Member(member) switch
        {
            null => "",
            { ValueKind: JsonValueKind.String } own => own.GetString()!,
            // Some clients send the arguments themselves.
            { } other => other.GetRawText(),
        };
        return FunctionCalls.Create(id, name, member == "arguments" && string.IsNullOrWhiteSpace(text) ? "{}" : text);
    }

    /// <summary>The old function_call has no id.</summary>
    private static string LegacyId(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"call_{number}");

    private static FunctionResultContent ToolResult(JsonElement item, string path)
    {
        var id = item.Text("tool_call_id", path + ".") ?? throw JsonReading.Missing(path + ".tool_call_id");
        var result = new FunctionResultContent(id, Result(item, path));
        ReadCacheControl(item, result);
        if (item.Member("content") is { ValueKind: JsonValueKind.Array } parts)
            foreach (var part in parts.EnumerateArray()) ReadCacheControl(part, result);
        return result;
    }

    /// <summary>The result of an old function_call: of the last one with that name.</summary>
    private static FunctionResultContent FunctionResult(JsonElement item, string path, List<ChatMessage> before)
    {
        var name = item.Text("name", path + ".") ?? throw JsonReading.Missing(path + ".name");
        var call = before.SelectMany(m => m.Contents).OfType<FunctionCallContent>().LastOrDefault(c => c.Name == name)
            ?? throw new OpenAiRequestException($"'{path}' answers '{Shown(name)}', which was not called before.", path + ".name");
        return new FunctionResultContent(call.CallId, Result(item, path));
    }

    private static string Result(JsonElement item, string path) =>
        item.Member("content") is not { } content || IsEmpty(content)
            ? ""
            : string.Concat(Contents(item, path, pictures: false).Select(c => c.ToString()));

    private static string Shown(string type) => type.Length <= 40 ? type : type[..40] + "…";
}
