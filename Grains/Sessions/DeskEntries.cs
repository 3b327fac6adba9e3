using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Desk;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Following;
using ObsidianVault.Grains.Sessions.Inbox;

namespace ObsidianVault.Grains.Sessions;

/// <summary>How a conversation is listed for operators; a pure function of its record.</summary>
internal static class DeskEntries
{
    /// <summary>The entry; null while nobody has said anything.</summary>
    public static DeskEntry? Of(string id, SessionRecord state, SessionServices services)
    {
        var isGone = state.MovedTo is not null || !state.Exists || state.FollowUps.Any(f => f.Kind == FollowUpKind.Erase);
        if (isGone) return new DeskEntry { SessionId = id, Sequence = state.Revision, IsGone = true };
        if (LastOf(state) is not { } last) return null;
        return new DeskEntry
        {
            SessionId = id,
            Sequence = state.Revision,
            Address = state.Addresses.LastOrDefault()?.Address,
            Name = NameOf(state),
            Language = state.Language,
            LastAt = last.At,
            LastRole = last.Role,
            LastText = last.Text.Length <= DeskEntry.MaxText ? last.Text : last.Text[..CutOf(last.Text)],
            HumanAnswers = state.HumanSince is not null,
            Waits = state.HumanSince is not null && state.History.LastOrDefault(line => line.Role != ChatTurn.Note)?.Role == "user",
            HasFailed = state.Sent.LastOrDefault()?.Status == DeliveryStatus.Failed,
            Assignee = state.Assignee,
            Labels = state.Labels,
            WindowEndsAt = WindowOf(state, services),
        };
    }

    /// <summary>What was said last; commands and what we answer them are not in the thread.</summary>
    private static ChatTurn? LastOf(SessionRecord state)
    {
        if (state.Inbox.LastOrDefault() is { } asked) return new ChatTurn("user", QuestionText.Shown(asked), asked.At);
        var said = state.History.LastOrDefault();
        return state.Sent.LastOrDefault() is { Text: { } text } sent && !(sent.At <= said?.At)
            ? new ChatTurn("assistant", text, sent.At)
            : said;
    }

    public static string? NameOf(SessionRecord state) => state.Addresses.LastOrDefault(known => known.Name is not null)?.Name;

    /// <summary>Until when we may write freely to where the person wrote last; null where the channel sets no window.</summary>
    public static DateTimeOffset? WindowOf(SessionRecord state, SessionServices services) =>
        state.Addresses.LastOrDefault() is { } known && services.SenderOf(known.Address)?.Window is { } window
            ? (known.LastInboundAt ?? DateTimeOffset.MinValue) + window
            : null;

    /// <summary>Not between the halves of a character.</summary>
    private static int CutOf(string text) =>
        char.IsHighSurrogate(text[DeskEntry.MaxText - 1]) ? DeskEntry.MaxText - 1 : DeskEntry.MaxText;
}
