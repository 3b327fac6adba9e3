using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Ai.OpenAi.Responses;

/// <summary>Reads the input items of a request: each gets a type and an id.</summary>
internal static class ResponseItems
{
    private static readonly string[] s_hosted =
        ["web_search_call", "file_search_call", "tool_search_call", "tool_search_output"];

    /// <param name="newId">Makes the id of an item of this kind that has none.</param>
    /// <exception cref="OpenAiRequestException">An item is invalid or not supported.</exception>
    public static List<JsonObject> Read(JsonElement input, OpenAiLimits limits, Func<string, string> newId)
    {
        if (input.ValueKind == JsonValueKind.String)
        {
            return
            [
                new JsonObject
                {
                    ["id"] = newId("msg"), ["type"] = "message", ["status"] = "completed", ["role"] = "user",
                    ["content"] = new JsonArray(new JsonObject { ["type"] = "input_text", ["text"] = input.GetString() }),
                },
            ];
        }

        if (input.ValueKind != JsonValueKind.Array || input.GetArrayLength() > limits.MaxMessages)
            throw JsonReading.Wrong("input", $"a string or a list of at most {limits.MaxMessages} items");
        var items = new List<JsonObject>(input.GetArrayLength());
        var n = 0;
        foreach (var element in input.EnumerateArray())
        {
            var path = $"input[{n++}]";
            var type = element.Object(path).Text("type", path + ".") ?? (element.Member("role") is not null ? "message"
                : element.Member("id") is not null ? "item_reference" : throw JsonReading.Missing(path + ".type"));
            var item = ResponseJson.Node(element).AsObject();
            // What clients say about themselves must not look like what we keep.
            item.Remove(ResponseJson.Private);
            item["type"] = type;
            switch (type)
            {
                case "message":
                    CheckMessage(item, element, path);
                    break;
                case "function_call" or "custom_tool_call":
                    _ = element.Text("call_id", path + ".") ?? throw JsonReading.Missing(path + ".call_id");
                    _ = element.Text("name", path + ".") ?? throw JsonReading.Missing(path + ".name");
                    _ = element.Text(type == "function_call" ? "arguments" : "input", path + ".");
                    break;
                case "function_call_output" or "custom_tool_call_output":
                    _ = element.Text("call_id", path + ".") ?? throw JsonReading.Missing(path + ".call_id");
                    if (element.Member("output") is null) throw JsonReading.Missing(path + ".output");
                    CheckParts(element, "output", path, isAssistant: false);
                    break;
                case "reasoning" or "item_reference" or "additional_tools" or "compaction":
                    break;
                default:
                    if (s_hosted.Contains(type)) continue;
                    throw Unsupported(path + ".type", type, "this service does not know");
            }

            if (type != "item_reference" && string.IsNullOrEmpty(item.Text("id"))) item["id"] = newId(Kind(type));
            items.Add(item);
        }

        return items;
    }

    private static string Kind(string type) => type switch
    {
        "message" => "msg",
        "reasoning" => "rs",
        "function_call" => "fc",
        "custom_tool_call" => "ctc",
        "function_call_output" => "fco",
        "custom_tool_call_output" => "ctco",
        _ => "item",
    };

    private static void CheckMessage(JsonObject item, JsonElement element, string path)
    {
        var role = element.Text("role", path + ".") ?? throw JsonReading.Missing(path + ".role");
        if (role is not ("user" or "system" or "developer" or "assistant"))
            throw JsonReading.Wrong(path + ".role", "user, system, developer or assistant");
        if (element.Member("content") is not { } content)
        {
            if (role != "assistant") throw JsonReading.Missing(path + ".content");
            item["content"] = new JsonArray();
        }
        else if (content.ValueKind == JsonValueKind.String)
        {
            item["content"] = new JsonArray(new JsonObject
            {
                ["type"] = role == "assistant" ? "output_text" : "input_text", ["text"] = content.GetString(),
            });
        }
        else
        {
            CheckParts(element, "content", path, role == "assistant");
        }
    }

    private static void CheckParts(JsonElement element, string member, string path, bool isAssistant)
    {
        var list = element.Member(member)!.Value;
        if (list.ValueKind != JsonValueKind.Array)
        {
            if (member == "content") throw JsonReading.Wrong($"{path}.content", "a string or a list of parts");
            return;
        }

        if (list.GetArrayLength() > OpenAiLimits.MaxParts)
            throw JsonReading.Wrong($"{path}.{member}", $"a list of at most {OpenAiLimits.MaxParts} parts");
        var n = 0;
        foreach (var part in list.EnumerateArray())
        {
            var at = $"{path}.{member}[{n++}]";
            var type = part.Object(at).Text("type", at + ".");
            switch (type)
            {
                case "input_text" or "output_text" or "text" or "refusal":
                    var said = type == "refusal" ? "refusal" : "text";
                    _ = part.Text(said, at + ".") ?? throw JsonReading.Missing($"{at}.{said}");
                    break;
                case "input_image" or "image_url" when !isAssistant:
                    if (part.Member("image_url") is null)
                        throw new OpenAiRequestException($"'{at}' needs an 'image_url': this service keeps no files.", at + ".image_url");
                    break;
                case "input_file" when !isAssistant:
                    if (TextOf(part) is null)
                    {
                        throw new OpenAiRequestException(
                            $"'{at}' must be a file of text in 'file_data': data:text/plain;base64,...", at, "unsupported_content");
                    }

                    break;
                case null:
                    throw JsonReading.Missing(at + ".type");
                default:
                    throw Unsupported(at + ".type", type, "is not possible here");
            }
        }
    }

    private static OpenAiRequestException Unsupported(string path, string type, string why) =>
        new($"'{path}' is '{(type.Length <= 40 ? type : type[..40])}', which {why}.", path, "unsupported_content");

    /// <summary>The text of a file that is text; null for any other.</summary>
    public static string? TextOf(JsonElement part)
    {
        if (part.Member("file_data") is not { ValueKind: JsonValueKind.String } data) return null;
        var url = data.GetString()!;
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || comma < 0) return null;
        var kind = url[5..comma];
        var isText = kind.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
        if (!isText && !kind.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            return new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(url[(comma + 1)..]));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
