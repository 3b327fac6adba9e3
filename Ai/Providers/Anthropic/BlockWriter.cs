using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.Providers.Anthropic;

/// <summary>Writes turns as blocks. No block is empty, and no text of the last turn ends with white space.</summary>
internal sealed class BlockWriter(Utf8JsonWriter json)
{
    public void Write(Turn turn)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, turn.IsUser ? "user"u8 : "assistant"u8);
        json.WriteStartArray("content"u8);
        var hasAny = false;
        // Signed thoughts come before what they led to.
        if (!turn.IsUser)
        {
            foreach (var block in turn.Contents.OfType<TextReasoningContent>().Where(t => t.ProtectedData is not null)
                .SelectMany(t => ThinkingBlocks.Read(t.ProtectedData!)))
            {
                block.WriteTo(json);
                hasAny = true;
            }
        }

        foreach (var content in turn.Contents.OrderBy(c => c is FunctionCallContent)) hasAny |= WriteBlock(content, turn.IsUser);
        if (!hasAny) WriteText("(nothing)");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private bool WriteBlock(AIContent content, bool isUser)
    {
        switch (content)
        {
            case TextContent text when !string.IsNullOrWhiteSpace(text.Text):
                WriteText(isUser ? text.Text : text.Text.TrimEnd(), text);
                return true;
            case FunctionCallContent call:
                WriteCall(call);
                return true;
            case FunctionResultContent result:
                WriteResult(result);
                return true;
            case DataContent data:
                WriteSource(data.HasTopLevelMediaType("image") ? "image" : "document", data.Name, data, () =>
                {
                    json.WriteString("type"u8, "base64"u8);
                    json.WriteString("media_type"u8, data.MediaType);
                    json.WriteString("data"u8, data.Base64Data.Span);
                });
                return true;
            case UriContent link:
                WriteSource(link.HasTopLevelMediaType("image") ? "image" : "document", null, link, () =>
                {
                    json.WriteString("type"u8, "url"u8);
                    json.WriteString("url"u8, link.Uri.AbsoluteUri);
                });
                return true;
            default:
                return false;
        }
    }

    public void WriteText(string text, AIContent? content = null)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        WriteCacheControl(content?.AdditionalProperties);
        json.WriteEndObject();
    }

    public void WriteCacheControl(IReadOnlyDictionary<string, object?>? properties)
    {
        if (properties is null || !properties.TryGetValue(RequestMembers.CacheControl, out var value)) return;
        if (value is not JsonElement control) return;
        json.WritePropertyName(RequestMembers.CacheControl);
        control.WriteTo(json);
    }

    private void WriteSource(string type, string? title, AIContent content, Action source)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteStartObject("source"u8);
        source();
        json.WriteEndObject();
        if (type == "document" && !string.IsNullOrWhiteSpace(title)) json.WriteString("title"u8, title);
        WriteCacheControl(content.AdditionalProperties);
        json.WriteEndObject();
    }

    private void WriteCall(FunctionCallContent call)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_use"u8);
        json.WriteString("id"u8, Id(call.CallId));
        json.WriteString("name"u8, call.Name);
        json.WritePropertyName("input"u8);
        var text = call.ArgumentsText();
        if (call.Arguments is not null && FunctionCalls.IsJson(text)) json.WriteRawValue(text);
        else
        {
            // The API takes objects only; nothing of the text is lost.
            json.WriteStartObject();
            if (!string.IsNullOrWhiteSpace(text) && text != "{}")
            {
                json.WritePropertyName("arguments"u8);
                if (FunctionCalls.IsJson(text)) json.WriteRawValue(text);
                else json.WriteStringValue(text);
            }

            json.WriteEndObject();
        }

        WriteCacheControl(call.AdditionalProperties);
        json.WriteEndObject();
    }

    private void WriteResult(FunctionResultContent result)
    {
        var text = result.ResultText();
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_result"u8);
        json.WriteString("tool_use_id"u8, Id(result.CallId));
        if (!string.IsNullOrWhiteSpace(text)) json.WriteString("content"u8, text);
        if (result.Exception is not null) json.WriteBoolean("is_error"u8, value: true);
        WriteCacheControl(result.AdditionalProperties);
        json.WriteEndObject();
    }

    /// <summary>The API takes letters, digits, underscores and dashes.</summary>
    private static string Id(string id) =>
        id.Length > 0 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? id
            : "toolu_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..24];
}
