using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Contract;

/// <summary>One request to the AI service.</summary>
public sealed record AiCall
{
    /// <summary>
    /// Whose call it is: determines the ledger, the queue's fairness and the cache's partition. Never empty, at most 256
    /// characters. A session's id in chat, the owner of the key over HTTP.
    /// </summary>
    public required string User { get; init; }

    /// <summary>The idempotency key for billing: a repeated id is charged once. At most 200 characters.</summary>
    public required string RequestId { get; init; }

    /// <summary>
    /// The request class, see <see cref="AiClass"/>: determines the route, the cache's lifetime and how the answer is checked.
    /// </summary>
    public string Class { get; init; } = AiClass.Chat;

    /// <summary>
    /// A class, "provider/model", or a model's name alone, which means every provider that runs it. Null: the route of
    /// <see cref="Class"/>.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>The conversation, oldest first; at least one message.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>Tools, response format, temperature, output limit and so on. <see cref="ChatOptions.ModelId"/> is ignored.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>
    /// How long all attempts together may take. Null: <c>Ai:ChatDeadline</c>, or <c>Ai:CodeDeadline</c> for code; a stream that
    /// has begun by then continues until <c>Ai:StreamDeadline</c>.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>How long a stream may take until an answer begins, if there is no deadline for all of it. Null: as above.</summary>
    public TimeSpan? BeginDeadline { get; init; }

    /// <summary>
    /// How many attempts this call may cost, each of them possibly billed; null, and more than it: <c>Ai:MaxAttempts</c>. For a step that
    /// can be done without, a second answer that is no good either is the last.
    /// </summary>
    public int? MaxAttempts { get; init; }

    /// <summary>Whether an equal call of the same user may be answered from the cache. The class's lifetime may still be zero.</summary>
    public bool MayUseCache { get; init; } = true;

    /// <summary>Whether an answer that ends at the output limit is accepted, because the caller set that limit.</summary>
    public bool MayBeTruncated { get; init; }

    /// <summary>Whether Python in an answer of the class code must parse; false if the caller repairs what does not.</summary>
    public bool MustParse { get; init; } = true;

    /// <summary>The person's language, ISO 639-1, if known: a route may depend on it.</summary>
    public string? Language { get; init; }

    /// <summary>Where the call came from, for usage reports: "telegram", "whatsapp", "web", "api"; empty or null if unknown.</summary>
    public string? Channel { get; init; }
}

/// <summary>The request classes. Each is a route in <c>Ai:Routes</c>, or a built-in one over the providers with a key.</summary>
public static class AiClass
{
    /// <summary>Conversation.</summary>
    public const string Chat = "chat";

    /// <summary>Program code: the answer must contain a closed code block, and Python must parse.</summary>
    public const string Code = "code";

    /// <summary>Short, simple tasks: the cheapest model that can do them.</summary>
    public const string Quick = "quick";

    /// <summary>Embeddings, through <see cref="IAiService.EmbedAsync"/>.</summary>
    public const string Embed = "embed";

    /// <summary>Conversation about pictures.</summary>
    public const string Vision = "vision";

    public static IReadOnlyList<string> All { get; } = [Chat, Code, Quick, Embed, Vision];
}

/// <summary>Texts to embed. The properties mean the same as those of <see cref="AiCall"/>.</summary>
public sealed record AiEmbedCall
{
    public required string User { get; init; }

    public required string RequestId { get; init; }

    public string? Model { get; init; }

    /// <summary>1 to 2,048 texts.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The number of dimensions of a vector; null: the model's default.</summary>
    public int? Dimensions { get; init; }

    public TimeSpan? Deadline { get; init; }

    public string? Channel { get; init; }
}
