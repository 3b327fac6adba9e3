using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.Providers.ChatCompletions;

/// <summary>Writes the messages of a request.</summary>
internal sealed class MessageWriter(Utf8JsonWriter json, Dialect dialect, string model, Func<string, bool> sends)
{
    public void Write(ChatMessage message)
    {
        if (message.Role == ChatRole.Tool)
        {
            foreach (var result in message.Contents.OfType<FunctionResultContent>()) WriteResult(result);
            return;
        }

        json.WriteStartObject();
        json.WriteString("role"u8, message.Role.Value);
        if (message.Role == ChatRole.Assistant) WriteAssistant(message);
        else WriteContent([.. message.Contents.Where(c => c is not FunctionResultContent)]);
        if (message.AuthorName is { Length: > 0 } name && sends("name")) json.WriteString("name"u8, name);
        json.WriteEndObject();
        // Results may also stand in a message of the user.
        foreach (var result in message.Contents.OfType<FunctionResultContent>()) WriteResult(result);
    }

    private void WriteResult(FunctionResultContent result)
    {
        var text = result.ResultText();
        json.WriteStartObject();
        json.WriteString("role"u8, "tool"u8);
        json.WriteString("tool_call_id"u8, Conversation.CallId(dialect, result.CallId));
        json.WriteString("content"u8, text.Length == 0 && dialect.RefusesEmptyTexts ? "(no output)" : text);
        json.WriteEndObject();
    }

    private void WriteContent(List<AIContent> contents)
    {
        var marked = dialect.Carries.Contains(RequestMembers.CacheControl)
            && contents.Exists(c => c.AdditionalProperties?.ContainsKey(RequestMembers.CacheControl) == true);
        if (contents is [TextContent only] && !marked)
        {
            json.WriteString("content"u8, only.Text);
            return;
        }

        if (contents.All(c => c is TextContent) && (dialect.PlainContent || contents.Count == 0))
        {
            json.WriteString("content"u8, string.Join("\n", contents.Select(c => c.ToString())));
            return;
        }

        json.WriteStartArray("content"u8);
        foreach (var content in contents) WritePart(content);
        json.WriteEndArray();
    }

    private void WritePart(AIContent content)
    {
        json.WriteStartObject();
        switch (content)
        {
            case TextContent text:
                WriteText(text.Text);
                break;
            case DataContent data when data.HasTopLevelMediaType("audio"):
                json.WriteString("type"u8, "input_audio"u8);
                json.WriteStartObject("input_audio"u8);
                json.WriteString("data"u8, data.Base64Data.Span);
                json.WriteString("format"u8, data.MediaType is "audio/mpeg" or "audio/mp3" ? "mp3" : data.MediaType["audio/".Length..]);
                json.WriteEndObject();
                break;
            case DataContent data when !data.HasTopLevelMediaType("image"):
                json.WriteString("type"u8, "file"u8);
                json.WriteStartObject("file"u8);
                json.WriteString("filename"u8, data.Name ?? "file");
                json.WriteString("file_data"u8, data.Uri);
                json.WriteEndObject();
                break;
            case DataContent picture:
                WritePicture(picture.Uri, picture);
                break;
            case UriContent picture:
                WritePicture(picture.Uri.AbsoluteUri, picture);
                break;
            default:
                WriteText(content.ToString() ?? "");
                break;
        }

        if (content.AdditionalProperties?.GetValueOrDefault(RequestMembers.CacheControl) is JsonElement control
            && Carries(RequestMembers.CacheControl))
        {
            json.WritePropertyName(RequestMembers.CacheControl);
            control.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private void WriteText(string text)
    {
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
    }

    private void WritePicture(string url, AIContent picture)
    {
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        json.WriteString("url"u8, url);
        if (picture.Text("detail") is { } detail) json.WriteString("detail"u8, detail);
        json.WriteEndObject();
    }

    private void WriteAssistant(ChatMessage message)
    {
        var texts = message.Contents.OfType<TextContent>().ToList();
        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        var refusals = texts.Where(t => t.IsRefusal()).ToList();
        var said = texts.Where(t => t.Text.Length > 0).ToList();
        var takesRefusal = dialect.Has.Contains("refusal");
        if (takesRefusal) said = [.. said.Except(refusals)];
        var isEmpty = WriteReasoning(message, said, calls.Count > 0);
        if (isEmpty)
        {
            if (calls.Count == 0 && !(takesRefusal && refusals.Count > 0)) json.WriteString("content"u8, ""u8);
            else if (dialect.Empty == EmptyContent.Null) json.WriteNull("content"u8);
            else if (dialect.Empty == EmptyContent.Empty) json.WriteString("content"u8, ""u8);
        }

        if (takesRefusal && refusals.Count > 0) json.WriteString("refusal"u8, string.Concat(refusals.Select(r => r.Text)));
        foreach (var text in texts) WriteOwn(text);
        if (calls.Count == 0) return;
        json.WriteStartArray("tool_calls"u8);
        for (var i = 0; i < calls.Count; i++) WriteCall(calls[i], isFirst: i == 0);
        json.WriteEndArray();
    }

    /// <summary>Writes the reasoning and, as some backends have it within, the content.</summary>
    /// <returns>Whether there is no content to write.</returns>
    private bool WriteReasoning(ChatMessage message, List<TextContent> said, bool hasCalls)
    {
        var thoughts = message.Contents.OfType<TextReasoningContent>().ToList();
        var isWritten = false;
        // Opaque lists go back as they came: they are signed.
        foreach (var field in thoughts.Where(t => t.ProtectedData?.StartsWith('[') == true).GroupBy(FieldOf))
        {
            if (field.Key == "reasoning_parts" || !Carries(field.Key)) continue;
            json.WritePropertyName(field.Key);
            json.WriteRawValue(JsonFragments.Join([.. field.Select(t => t.ProtectedData!)]));
            isWritten = true;
        }

        var text = string.Concat(thoughts.Select(t => t.Text));
        var name = dialect.Reasoning.Length > 0 ? dialect.Reasoning : thoughts.Select(FieldOf).FirstOrDefault(Carries) ?? "";
        if (!isWritten && text.Length > 0 && name.Length > 0 && name is not ("reasoning_details" or "thinking_blocks" or "reasoning_parts")
            && sends(name)) json.WriteString(name, text);
        else if (text.Length == 0 && hasCalls && dialect.NeedsReasoning) json.WriteString(dialect.Reasoning, " "u8);
        if (thoughts.Find(t => FieldOf(t) == "reasoning_parts") is { ProtectedData: { } parts } && Carries("reasoning_parts"))
        {
            json.WriteStartArray("content"u8);
            foreach (var part in JsonElement.Parse(parts).EnumerateArray()) part.WriteTo(json);
            foreach (var content in said) WritePart(content);
            json.WriteEndArray();
            return false;
        }

        if (dialect.InlineThoughts.Length > 0 && text.Length > 0 && !isWritten)
        {
            var close = dialect.InlineThoughts.Insert(1, "/");
            json.WriteString("content"u8, $"{dialect.InlineThoughts}{text}{close}\n\n{string.Concat(said.Select(t => t.Text))}");
            return false;
        }

        if (said.Count == 0) return true;
        WriteContent([.. said]);
        return false;
    }

    private void WriteCall(FunctionCallContent call, bool isFirst)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Conversation.CallId(dialect, call.CallId));
        if (call.Text("type") == "custom")
        {
            json.WriteString("type"u8, "custom"u8);
            json.WriteStartObject("custom"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("input"u8, call.ArgumentsText());
        }
        else
        {
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, call.ArgumentsText());
        }

        json.WriteEndObject();
        var hasSignature = WriteOwn(call);
        // Gemini 3 refuses the first call of a step without a signature, which a call that another model made cannot have.
        if (isFirst && !hasSignature && dialect.Name == "gemini" && model.StartsWith("gemini-3", StringComparison.Ordinal))
        {
            json.WritePropertyName("extra_content"u8);
            json.WriteRawValue("""{"google":{"thought_signature":"skip_thought_signature_validator"}}"""u8);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the members that the backend made for itself.</summary>
    private bool WriteOwn(AIContent content)
    {
        var hasAny = false;
        foreach (var (name, value) in content.AdditionalProperties ?? [])
        {
            if (value is not JsonElement element || !RequestMembers.Own.Contains(name) || !Carries(name)) continue;
            json.WritePropertyName(name);
            element.WriteTo(json);
            hasAny = true;
        }

        return hasAny;
    }

    private bool Carries(string member) => dialect.Carries.Contains(member) && sends(member);

    private static string FieldOf(TextReasoningContent thought) =>
        thought.Text(OwnProperties.Field) ?? "";
}
