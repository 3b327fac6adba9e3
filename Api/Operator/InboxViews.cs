using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Desk;
using ObsidianVault.Grains.Interfaces.News;

namespace ObsidianVault.Api.Operator;

/// <summary>A page of the list of conversations.</summary>
/// <param name="Conversations">Newest first.</param>
/// <param name="Next">Ask with it as before for the next page; null on the last one.</param>
internal sealed record InboxPage(InboxItem[] Conversations, string? Next);

/// <summary>A conversation in the list.</summary>
/// <param name="SessionId">Names it.</param>
/// <param name="Sequence">Numbers its changes: an item with a smaller number is older.</param>
/// <param name="Address">Where the person wrote last; null for a program.</param>
/// <param name="Name">What the person calls themselves; null while unknown.</param>
/// <param name="Language">The person's, ISO 639-1; null while unknown.</param>
/// <param name="LastAt">When the newest line was said.</param>
/// <param name="LastRole">user, assistant, human, which is one of our people, or note.</param>
/// <param name="LastText">Its beginning, at most 200 characters.</param>
/// <param name="HumanAnswers">Whether a person of ours has taken it over.</param>
/// <param name="Waits">Whether the person waits for one of ours.</param>
/// <param name="HasFailed">Whether our newest message did not arrive.</param>
/// <param name="Assignee">Whom it is given to; null for nobody.</param>
/// <param name="Labels">What operators call it.</param>
/// <param name="WindowEndsAt">Until when we may write freely; null where the channel sets no window.</param>
internal sealed record InboxItem(
    string SessionId, long Sequence, ChannelAddress? Address, string? Name, string? Language, DateTimeOffset LastAt, string LastRole,
    string LastText, bool HumanAnswers, bool Waits, bool HasFailed, string? Assignee, ImmutableArray<string> Labels,
    DateTimeOffset? WindowEndsAt)
{
    public static InboxItem Example { get; } = new(
        AcceptedMessage.Example.SessionId, 12, new ChannelAddress(ChannelNames.Telegram, "main", "42"), "Ada", "en",
        new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero), "user", "Are you a human?", true, true, false, "Grace", ["billing"],
        null);

    public static InboxItem Of(DeskEntry entry) => new(
        entry.SessionId, entry.Sequence, entry.Address, entry.Name, entry.Language, entry.LastAt, entry.LastRole, entry.LastText,
        entry.HumanAnswers, entry.Waits, entry.HasFailed, entry.Assignee, entry.Labels, entry.WindowEndsAt);
}

/// <summary>What is new in the list; one of the three.</summary>
/// <param name="Conversations">As they are now.</param>
/// <param name="Gone">Those that have left the list.</param>
/// <param name="Presence">An operator who has a conversation open.</param>
internal sealed record InboxChange(InboxItem[] Conversations, string[] Gone, OperatorPresence? Presence)
{
    public static InboxChange Of(DeskNews news) => new(
        [.. news.Entries.Where(entry => !entry.IsGone).Select(InboxItem.Of)],
        [.. news.Entries.Where(entry => entry.IsGone).Select(entry => entry.SessionId)], news.Presence);
}
