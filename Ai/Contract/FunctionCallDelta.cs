using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Contract;

/// <summary>
/// A piece of a function call in a streamed answer, as the provider sent it. The complete calls are in
/// <see cref="AiChunk.Completed"/> alone.
/// </summary>
public sealed class FunctionCallDelta : AIContent
{
    /// <summary>Which of the answer's calls it belongs to, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The id of the call; only in its first piece.</summary>
    public string? CallId { get; init; }

    /// <summary>The name of the function; only in the call's first piece.</summary>
    public string? Name { get; init; }

    /// <summary>The next piece of the arguments' text; may be empty.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>A complete call as its only piece.</summary>
    /// <param name="index">Which of the answer's calls it is, from 0.</param>
    public static FunctionCallDelta Whole(FunctionCallContent call, int index)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new FunctionCallDelta
        {
            Index = index,
            CallId = call.CallId,
            Name = call.Name,
            Arguments = call.ArgumentsText(),
            AdditionalProperties = call.AdditionalProperties,
        };
    }
}
