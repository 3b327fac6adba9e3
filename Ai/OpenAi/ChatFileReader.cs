using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>Reads parts of a message that are audio or files.</summary>
internal static class ChatFileReader
{
    private const int MaxFileName = 255;

    public static DataContent Audio(JsonElement part, string path)
    {
        if (part.Member("input_audio") is not { } audio) throw JsonReading.Missing(path);
        var data = audio.Object(path).Text("data", path + ".") ?? throw JsonReading.Missing(path + ".data");
        var type = audio.Text("format", path + ".") switch
        {
            "wav" => "audio/wav",
            "mp3" => "audio/mpeg",
            null => throw JsonReading.Missing(path + ".format"),
            _ => throw JsonReading.Wrong(path + ".format", "wav or mp3"),
        };
        return Data($"data:{type};base64,{data}", path + ".data", "base64");
    }

    public static DataContent File(JsonElement part, string path)
    {
        if (part.Member("file") is not { } file) throw JsonReading.Missing(path);
        if (file.Object(path).Member("file_id") is not null)
        {
            throw new OpenAiRequestException(
                $"'{path}.file_id' is not supported: files belong to one provider's account. Send 'file_data'.",
                path + ".file_id",
                "unsupported_content");
        }

        var url = file.Text("file_data", path + ".") ?? throw JsonReading.Missing(path + ".file_data");
        if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) url = $"data:application/pdf;base64,{url}";
        var data = Data(url, path + ".file_data", "a data URL, such as data:application/pdf;base64,...");
        if (file.Text("filename", path + ".") is { Length: > 0 and <= MaxFileName } name) data.Name = name;
        return data;
    }

    private static DataContent Data(string url, string path, string expected)
    {
        try
        {
            if (new DataContent(url) is { Data.Length: > 0 } data) return data;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or UriFormatException)
        {
            // Reported below.
        }

        throw JsonReading.Wrong(path, expected);
    }
}
