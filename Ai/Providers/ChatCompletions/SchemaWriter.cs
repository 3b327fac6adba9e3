using System.Text.Json;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.Providers.ChatCompletions;

/// <summary>
/// Writes a JSON schema without the words that a backend refuses. What such a word says about a value goes into the description.
/// </summary>
internal static class SchemaWriter
{
    /// <summary>Words that say nothing about the value.</summary>
    private static readonly HashSet<string> s_silent = ["$schema", "$id", "$comment", "$anchor", "examples", "deprecated", "strict"];

    public static void Write(Utf8JsonWriter json, JsonElement schema, Dialect dialect)
    {
        if (dialect.SchemaOmits.Count == 0) schema.WriteTo(json);
        else WriteSchema(json, schema, dialect);
    }

    private static void WriteSchema(Utf8JsonWriter json, JsonElement schema, Dialect dialect)
    {
        if (schema.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var element in schema.EnumerateArray()) WriteSchema(json, element, dialect);
            json.WriteEndArray();
            return;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            schema.WriteTo(json);
            return;
        }

        var said = new List<string>();
        string? description = null;
        json.WriteStartObject();
        foreach (var member in schema.EnumerateObject())
        {
            if (member.Name == "description" && member.Value.ValueKind == JsonValueKind.String) description = member.Value.GetString();
            else if (dialect.SchemaOmits.Contains(member.Name))
            {
                var isUsual = member.Name == "additionalProperties" && member.Value.ValueKind is JsonValueKind.False or JsonValueKind.True;
                if (!isUsual && !s_silent.Contains(member.Name)) said.Add($"{member.Name}: {member.Value.GetRawText()}");
            }
            else
            {
                json.WritePropertyName(member.Name);
                if (member.Name is "properties" or "$defs" or "definitions" && member.Value.ValueKind == JsonValueKind.Object)
                {
                    // The names in here are the caller's, not words of the schema.
                    json.WriteStartObject();
                    foreach (var property in member.Value.EnumerateObject())
                    {
                        json.WritePropertyName(property.Name);
                        WriteSchema(json, property.Value, dialect);
                    }

                    json.WriteEndObject();
                }
                else if (member.Name is "enum" or "required" or "const" or "default") member.Value.WriteTo(json);
                else WriteSchema(json, member.Value, dialect);
            }
        }

        var all = string.Join(", ", said);
        if (description is not null || all.Length > 0)
            json.WriteString("description", description is null ? all : all.Length == 0 ? description : $"{description} ({all})");
        json.WriteEndObject();
    }
}
