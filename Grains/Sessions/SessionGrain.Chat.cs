using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions;

/// <summary>Has the AI answer what is no command, and shows meanwhile that, and what, it writes.</summary>
public sealed partial class SessionGrain
{
    private async Task<Func<SessionRecord, SessionRecord>> ChatAsync(
        InboundMessage message, string text, ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        if (text.Length > SessionOptions.MaxPrompt)
            return Reply(message, Words.TooLong(Words.Message, text.Length, SessionOptions.MaxPrompt));

        var question = new ChatTurn("user", files.IsEmpty ? text : $"{text}\n{string.Join('\n', files)}", message.At);
        var history = SessionRecord.Last(State.History.Add(question), SessionRecord.MaxContext);
        var requestId = $"session:{SessionId}:chat:{SessionRecord.IdOf(message)}";
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var typing = ShowTypingAsync(message, answered.Token);
            var pictures = await ReadPicturesAsync(files, cancellationToken);
            var budget = BudgetWatch.Begin();
            var asked = new ChatQuestion(SessionId, requestId, message.From.Channel, history, pictures, State.Language);
            var drafts = Task.CompletedTask;
            if (SenderOf(message.From) is { } sender && sender.CanDraft(message.From))
            {
                var written = new StringBuilder();
                asked = asked with { OnText = text => Append(written, text) };
                drafts = ShowDraftsAsync(sender, message, written, answered.Token);
            }

            var answer = await AskAsync(asked, cancellationToken);
            await answered.CancelAsync();
            await Task.WhenAll(typing, drafts);
            // Once in a day or month, whoever comes near its budget is told.
            var reply = Reply(message, budget.Decision is { FirstNotice: true } near ? $"{answer.Text}\n\n{Words.NearBudget(near)}" : answer.Text);
            return state => reply(state).WithTurns(question, new ChatTurn("assistant", answer.Text, time.GetUtcNow()));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !host.ApplicationStopping.IsCancellationRequested)
        {
            _answerStopped = true;
            return state => Reply(message, Words.AnswerStopped)(state).WithTurns(question);
        }
        catch (AiException exception) when (exception.Cause == AiCause.PolicyBudgetExceeded)
        {
            return Reply(message, Words.BudgetUsed);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogChatFailed(exception, SessionId);
            return Reply(message, Words.ChatFailed);
        }
        finally
        {
            await answered.CancelAsync();
        }
    }

    /// <summary>Asks until there is an answer: who says when to come back is asked again then, within our patience.</summary>
    private async Task<ChatReply> AskAsync(ChatQuestion question, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + options.Value.AnswerPatience;
        while (true)
        {
            try
            {
                return await assistant.AnswerAsync(question, cancellationToken);
            }
            catch (AiException exception) when (exception.RetryAfter is { } wait && exception.Cause != AiCause.PolicyBudgetExceeded && time.GetUtcNow() + wait < until)
            {
                LogAskedAgain(SessionId, exception.Cause, wait);
                // Not all at the same moment.
                await Task.Delay(wait * (1 + (Random.Shared.NextDouble() / 2)), time, cancellationToken);
            }
        }
    }

    /// <summary>Shows that we write, until cancelled. Best effort.</summary>
    private async Task ShowTypingAsync(InboundMessage message, CancellationToken answered)
    {
        if (SenderOf(message.From) is not { } sender) return;
        try
        {
            do
            {
                await sender.ShowTypingAsync(message.From, message.ChannelMessageId, answered);
                if (sender.TypingPeriod is { } period) await Task.Delay(period, time, answered);
            }
            while (sender.TypingPeriod is not null);
        }
        catch (OperationCanceledException) when (answered.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            LogTypingFailed(exception, SessionId);
        }
    }

    /// <summary>Shows what is written so far, until cancelled. Best effort.</summary>
    private async Task ShowDraftsAsync(IChannelSender sender, InboundMessage message, StringBuilder written, CancellationToken answered)
    {
        try
        {
            var draftId = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(OutboxIdOf(message, "draft")))) + 1L;
            for (var shown = 0; ;)
            {
                await Task.Delay(options.Value.ProgressInterval, time, answered);
                string text;
                lock (written) text = written.Length > shown ? written.ToString() : "";
                if (text.Length == 0) continue;
                await sender.ShowDraftAsync(message.From, draftId, text, answered);
                shown = text.Length;
            }
        }
        catch (OperationCanceledException) when (answered.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            LogTypingFailed(exception, SessionId);
        }
    }

    private static void Append(StringBuilder written, string text)
    {
        lock (written) written.Append(text);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: the AI provider failed")]
    private partial void LogChatFailed(Exception exception, string sessionId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId}: the AI has no room now ({Cause}); it is asked again in {Wait}")]
    private partial void LogAskedAgain(string sessionId, AiCause cause, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Session {SessionId}: typing could not be shown")]
    private partial void LogTypingFailed(Exception exception, string sessionId);
}
