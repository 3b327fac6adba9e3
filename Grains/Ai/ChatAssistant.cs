using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ledger;

namespace ObsidianVault.Ai;

/// <summary>Answers free text in a conversation.</summary>
public interface IChatAssistant
{
    decimal WorstCase(IEnumerable<ChatTurn> history);

    /// <summary>Whether it looks at pictures.</summary>
    bool CanSee { get; }

    /// <summary>Answers the last turn of the history.</summary>
    /// <param name="pictures">What the last turn shows.</param>
    /// <param name="language">The person's language, ISO 639-1, or null where it is not known.</param>
    Task<ChatAnswer> AnswerAsync(
        IReadOnlyList<ChatTurn> history, IReadOnlyList<ChatPicture> pictures, string? language, CancellationToken cancellationToken);
}

/// <param name="MediaType">image/jpeg, image/png, image/gif or image/webp.</param>
public sealed record ChatPicture(ReadOnlyMemory<byte> Content, string MediaType);

public sealed record ChatAnswer(string Text, string Model, long Tokens, decimal Cost);

internal sealed class ChatAssistant(IChatClient chat, PriceTable prices, IOptions<AiOptions> options) : IChatAssistant
{
    private static readonly string SystemPrompt = Prompts.Read("chat.md");

    public bool CanSee => options.Value is { Vision: true, IsOffline: false };

    public decimal WorstCase(IEnumerable<ChatTurn> history) =>
        prices.Tokens(options.Value.ModelName, SystemPrompt.Length + history.Sum(t => t.Text.Length), options.Value.MaxOutputTokens);

    public async Task<ChatAnswer> AnswerAsync(
        IReadOnlyList<ChatTurn> history, IReadOnlyList<ChatPicture> pictures, string? language, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.ChatDeadline);
        var messages = history.Select(turn => new ChatMessage(turn.Role == "user" ? ChatRole.User : ChatRole.Assistant, turn.Text)).ToList();
        foreach (var picture in pictures) messages[^1].Contents.Add(new DataContent(picture.Content, picture.MediaType));
        var response = await chat.GetResponseAsync(
            [new ChatMessage(ChatRole.System, language is null ? SystemPrompt : $"{SystemPrompt} The person's language is \"{language}\"; answer in it unless they write in another."), .. messages],
            new ChatOptions { MaxOutputTokens = options.Value.MaxOutputTokens }.For(AiTask.Chat),
            deadline.Token);
        if (string.IsNullOrWhiteSpace(response.Text)) throw new InvalidOperationException("The AI provider gave an empty answer.");
        var (input, output) = (response.Usage?.InputTokenCount ?? 0, response.Usage?.OutputTokenCount ?? 0);
        var model = response.ModelId ?? options.Value.ModelName;
        return new ChatAnswer(response.Text.Trim(), model, input + output, prices.Tokens(model, input, output));
    }
}
