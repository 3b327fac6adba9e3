using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Prompts;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Ai.Chat;

/// <summary>Answers free text in a conversation.</summary>
public interface IChatAssistant
{
    /// <summary>Whether it can see pictures.</summary>
    bool CanSee { get; }

    /// <summary>Answers the last turn of the history. The user is charged once per request id.</summary>
    /// <exception cref="AiException">
    /// There is no answer; <see cref="AiCause.PolicyBudgetExceeded"/> if the budget does not cover one.
    /// </exception>
    Task<ChatReply> AnswerAsync(ChatQuestion question, CancellationToken cancellationToken);
}

/// <param name="User">Who pays: the key of the ledger.</param>
/// <param name="RequestId">
/// The same for the same question after a crash, so that the user pays once; another one for a call that is repeated because it
/// failed.
/// </param>
/// <param name="Channel">Where it came from, such as "telegram".</param>
/// <param name="History">Oldest first; the last turn is the question.</param>
/// <param name="Pictures">The pictures in the last turn.</param>
/// <param name="Language">The person's language, ISO 639-1, or null if unknown.</param>
public sealed record ChatQuestion(
    string User, string RequestId, string Channel, IReadOnlyList<ChatTurn> History, IReadOnlyList<ChatPicture> Pictures, string? Language)
{
    /// <summary>Receives each piece of the answer as it arrives, or null. Only the final answer counts.</summary>
    public Action<string>? OnText { get; init; }

    /// <summary>The class of model that answers, see <see cref="AiClass"/>; null for the one of chats, or of pictures.</summary>
    public string? Class { get; init; }

    /// <summary>The model that answers; null for the one that answers chats.</summary>
    public string? Model { get; init; }

    /// <summary>What the model is told beforehand; null for what it is told in chats.</summary>
    public string? Instructions { get; init; }
}

/// <param name="MediaType">image/jpeg, image/png, image/gif or image/webp.</param>
public sealed record ChatPicture(ReadOnlyMemory<byte> Content, string MediaType);

/// <param name="Cost">US dollars, already booked.</param>
public sealed record ChatReply(string Text, string Model, long Tokens, decimal Cost);

internal sealed class ChatAssistant(IAiService ai) : IChatAssistant
{
    private static readonly string SystemPrompt = PromptFiles.Read("chat.md");

    public bool CanSee => ai.Models.Any(model => model is { IsClass: true, Vision: true, Name: AiClass.Vision });

    public async Task<ChatReply> AnswerAsync(ChatQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        var instructions = question.Instructions ?? SystemPrompt;
        var messages = new List<ChatMessage>
        {
            new(ChatRole.System, question.Language is { } language
                ? $"{instructions} The person's language is \"{language}\"; answer in it unless they write in another."
                : instructions),
        };
        messages.AddRange(question.History.Select(turn =>
            new ChatMessage(turn.Role == "user" ? ChatRole.User : ChatRole.Assistant, turn.Text)));
        foreach (var picture in question.Pictures) messages[^1].Contents.Add(new DataContent(picture.Content, picture.MediaType));
        var call = new AiCall
        {
            User = question.User,
            RequestId = question.RequestId,
            Channel = question.Channel,
            Class = question.Pictures.Count > 0 ? AiClass.Vision : question.Class ?? AiClass.Chat,
            Model = question.Model,
            Messages = messages,
            Language = question.Language,
            // Who asks again wants another answer.
            MayUseCache = false,
        };
        var answer = question.OnText is { } onText
            ? await ReadAsync(call, onText, cancellationToken)
            : await ai.CompleteAsync(call, cancellationToken);
        return new ChatReply(answer.Text.Trim(), answer.Model, answer.Usage.Total, answer.Cost);
    }

    private async Task<AiResponse> ReadAsync(AiCall call, Action<string> onText, CancellationToken cancellationToken)
    {
        try
        {
            AiResponse? answer = null;
            await foreach (var chunk in ai.StreamAsync(call, cancellationToken))
            {
                answer = chunk.Completed;
                if (chunk.Update.Text is { Length: > 0 } more) onText(more);
            }

            return answer ?? throw new InvalidOperationException("The stream ended without an answer and without an error.");
        }
        catch (AiException exception) when (exception.OutputCommitted)
        {
            // What was shown so far was a draft: the complete answer may come from another provider.
            return await ai.CompleteAsync(call with { RequestId = call.RequestId + ":again" }, cancellationToken);
        }
    }
}
