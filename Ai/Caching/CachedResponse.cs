using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Caching;

/// <summary>An answer as stored. Only complete, checked answers are stored.</summary>
internal sealed record CachedResponse(IReadOnlyList<ChatMessage> Messages, string FinishReason, string Provider, string Model, string? Code)
{
    /// <summary>Longer answers are not stored.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int PieceLength = 40;

    public static byte[]? Write(AiResponse response)
    {
        if (response.FinishReason != ChatFinishReason.Stop && response.FinishReason != ChatFinishReason.ToolCalls) return null;
        var cached = new CachedResponse(response.Messages, response.FinishReason.Value, response.Provider, response.Model, response.Code);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(cached, AIJsonUtilities.DefaultOptions);
        return bytes.Length <= MaxBytes ? bytes : null;
    }

    /// <summary>Null if it is not in this version's format.</summary>
    public static AiResponse? Read(byte[] bytes)
    {
        try
        {
            if (JsonSerializer.Deserialize<CachedResponse>(bytes, AIJsonUtilities.DefaultOptions) is not { Messages.Count: > 0 } cached)
                return null;
            return new AiResponse
            {
                Messages = cached.Messages,
                FinishReason = new ChatFinishReason(cached.FinishReason),
                Provider = cached.Provider,
                Model = cached.Model,
                Code = cached.Code,
                Usage = AiUsage.None,
                IsCached = true,
                Attempts = 0,
            };
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The answer in pieces of a few words, as a stream would deliver it.</summary>
    public static IEnumerable<ChatResponseUpdate> Pieces(AiResponse response)
    {
        var whole = new ChatResponse([.. response.Messages]) { FinishReason = response.FinishReason, ModelId = response.Model };
        foreach (var update in whole.ToChatResponseUpdates())
        {
            if (update.Contents is not [TextContent { Text.Length: > PieceLength, AdditionalProperties: null } text])
            {
                var calls = 0;
                // The list is the answer's own.
                update.Contents =
                    [.. update.Contents.Select(c => c is FunctionCallContent call ? FunctionCallDelta.Whole(call, calls++) : c)];
                yield return update;
                continue;
            }

            for (var start = 0; start < text.Text.Length;)
            {
                var end = Math.Min(start + PieceLength, text.Text.Length);
                // Do not split a surrogate pair.
                if (end < text.Text.Length && char.IsHighSurrogate(text.Text[end - 1])) end++;
                var isLast = end == text.Text.Length;
                yield return new ChatResponseUpdate(update.Role, text.Text[start..end])
                {
                    MessageId = update.MessageId,
                    ResponseId = update.ResponseId,
                    ModelId = update.ModelId,
                    FinishReason = isLast ? update.FinishReason : null,
                };
                start = end;
            }
        }
    }
}
