using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Contract;

/// <summary>Function calls whose arguments keep the text in which they were written, byte for byte.</summary>
public static class FunctionCalls
{
    // An additional property, so that it survives the serialiser of the cache.
    private const string TextProperty = "arguments";

    /// <summary>
    /// A call with the exact text of its arguments. Text that is not a JSON object leaves
    /// <see cref="FunctionCallContent.Arguments"/> null; <see cref="ArgumentsText"/> returns it all the same.
    /// </summary>
    public static FunctionCallContent Create(string callId, string name, string argumentsText)
    {
        ArgumentNullException.ThrowIfNull(argumentsText);
        return new FunctionCallContent(callId, name, Parse(argumentsText))
        {
            AdditionalProperties = new() { [TextProperty] = argumentsText },
        };
    }

    /// <summary>The exact text, or else the serialised arguments; "{}" if there are none.</summary>
    public static string ArgumentsText(this FunctionCallContent call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Text(TextProperty) is { } text) return text;
        return call.Arguments is { Count: > 0 } arguments ? JsonSerializer.Serialize(arguments, AIJsonUtilities.DefaultOptions) : "{}";
    }

    internal static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The result as a model reads it: a text as it is, anything else as JSON.</summary>
    public static string ResultText(this FunctionResultContent result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Result switch
        {
            null => "",
            string own => own,
            JsonElement { ValueKind: JsonValueKind.String } own => own.GetString()!,
            var other => JsonSerializer.Serialize(other, AIJsonUtilities.DefaultOptions),
        };
    }

    private static Dictionary<string, object?>? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.Clone().EnumerateObject()) arguments[member.Name] = member.Value;
            return arguments;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
