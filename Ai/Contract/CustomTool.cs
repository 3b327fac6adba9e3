using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Contract;

/// <summary>
/// A tool whose input is free text, possibly by a grammar, rather than arguments in JSON. A call of it has "type" = "custom" in its
/// additional properties, and the input as its arguments' text.
/// </summary>
/// <param name="definition">OpenAI's definition: name, description, format.</param>
public sealed class CustomTool(string name, string description, JsonElement definition) : AITool
{
    public override string Name => name;

    public override string Description => description;

    public JsonElement Definition => definition;
}
