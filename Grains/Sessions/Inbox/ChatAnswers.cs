using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Files;
using ObsidianVault.Grains.Sessions.Transcript;

namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>Has the AI answer messages that are not commands.</summary>
internal sealed partial class ChatAnswers(
    IConversation conversation, FileKeeper files, ConversationThread thread, NoteChat notes, Reply reply)
{
    private readonly SessionServices _services = conversation.Services;
    private readonly ILogger _logger = conversation.Services.LoggerOf<ChatAnswers>();

    /// <param name="kept">The keys of the message's stored files.</param>
    /// <returns>The answer; what there was of it when the person stopped it.</returns>
    public async Task<Answer> AnswerAsync(
        SessionRecord state, InboundMessage message, string text, ImmutableArray<string> kept, CancellationToken cancellationToken)
    {
        var words = SessionServices.WordsOf(state);
        if (text.Length > SessionOptions.MaxPrompt)
            return reply.To(message, words.TooLong(words.Message, text.Length, SessionOptions.MaxPrompt));

        if (kept.IsEmpty && message.Quoted is null && await notes.TryAnswerAsync(state, message, text, cancellationToken) is { } known)
            return known;
        var asked = QuestionText.Of(message, text, message.Quoted);
        var question = Quotes.Line(message, kept.IsEmpty ? asked : $"{asked}\n{string.Join('\n', kept)}");
        // Our own stores: if they fail, the provider is not to blame, and the message is answered later.
        var before = await thread.NewestAsync(state, SessionRecord.MaxContext - 1, cancellationToken);
        var pictures = await files.ReadPicturesAsync(kept, cancellationToken);
        try
        {
            var budget = BudgetWatch.Begin();
            var requestId = $"session:{conversation.Id}:chat:{SessionRecord.IdOf(message)}";
            var call = new ChatQuestion(conversation.Id, requestId, message.From.Channel, [.. before, question], pictures, state.Language)
            {
                Class = message.Class,
            };
            await using var signs = WritingSigns.Show(_services, message, _logger);
            ChatReply answer;
            try
            {
                answer = await AskAsync(signs.WantsText ? call with { OnText = signs.Add } : call, cancellationToken);
            }
            catch (OperationCanceledException)
                when (cancellationToken.IsCancellationRequested && signs.Text.TrimEnd() is { Length: > 0 } part)
            {
                return Stopped(message, question, part);
            }

            // Anyone who comes close to the budget is told once per day or month.
            var said = reply.Written(
                message,
                budget.Decision is { FirstNotice: true } near ? $"{answer.Text}\n\n{words.NearBudget(near)}" : answer.Text);
            return new Answer(next => said(next).WithTurns(
                question, new ChatTurn("assistant", answer.Text, _services.Now, Reply.IdOf(message, "reply"))));
        }
        catch (AiException exception) when (exception.Cause == AiCause.PolicyBudgetExceeded)
        {
            return reply.To(message, words.BudgetUsed);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && !AnswerFailures.IsOutage(exception))
        {
            LogChatFailed(exception, conversation.Id);
            return reply.To(message, words.ChatFailed);
        }
    }

    /// <summary>The part of an answer that the person has seen when they stop it.</summary>
    private Answer Stopped(InboundMessage message, ChatTurn question, string part)
    {
        var said = reply.Written(message, part);
        return new Answer(next => said(next).WithTurns(
            question, new ChatTurn("assistant", part, _services.Now, Reply.IdOf(message, "reply")))) { IsStopped = true };
    }

    /// <summary>Asks until there is an answer: a provider that says when to come back is asked again then, within our patience.</summary>
    private async Task<ChatReply> AskAsync(ChatQuestion question, CancellationToken cancellationToken)
    {
        var until = _services.Now + _services.Options.AnswerPatience;
        for (var run = 1; ; run++)
        {
            try
            {
                // The ledger books an id once, and what a failed call used may already be booked under its id.
                var id = run == 1 ? question.RequestId : string.Create(CultureInfo.InvariantCulture, $"{question.RequestId}:{run}");
                return await _services.Assistant.AnswerAsync(question with { RequestId = id }, cancellationToken);
            }
            catch (AiException exception) when (exception.RetryAfter is { } wait
                && exception.Cause != AiCause.PolicyBudgetExceeded
                && _services.Now + wait < until)
            {
                LogAskedAgain(conversation.Id, exception.Cause, wait);
                // With jitter, so that they do not all come back at once.
                await Task.Delay(wait * (1 + (Random.Shared.NextDouble() / 2)), _services.Time, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: the AI provider failed")]
    private partial void LogChatFailed(Exception exception, string sessionId);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Session {SessionId}: the AI has no capacity now ({Cause}); asking again in {Wait}")]
    private partial void LogAskedAgain(string sessionId, AiCause cause, TimeSpan wait);
}
