using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions.Transcript;

/// <summary>
/// How much of a conversation its header holds: enough for most receipts and most of what a model is shown, and cheap to write.
/// </summary>
internal static class HeaderSize
{
    /// <summary>The number of lines, their characters, or sent messages from which the header is too large.</summary>
    public const int MaxLines = 16, MaxCharacters = 12_000, MaxSent = 16;

    /// <summary>How much of each then stays.</summary>
    public const int KeptLines = 8, KeptCharacters = 6_000, KeptSent = 8;

    /// <summary>How many of the oldest lines and sent messages should become rows. The newest line stays.</summary>
    public static (int Lines, int Sent) Excess(SessionRecord state)
    {
        var lines = state.History.Length;
        var characters = state.History.Sum(t => t.Text.Length);
        var tooMuch = lines > MaxLines || (lines > 1 && characters > MaxCharacters);
        var (kept, size) = (0, 0);
        while (kept < lines && kept < KeptLines && (kept == 0 || size + state.History[lines - kept - 1].Text.Length <= KeptCharacters))
            size += state.History[lines - ++kept].Text.Length;
        return (tooMuch ? lines - kept : 0, state.Sent.Length > MaxSent ? state.Sent.Length - KeptSent : 0);
    }

    /// <summary>The record without what has become rows. Anything that has changed since stays, and becomes a row again.</summary>
    public static SessionRecord Shrink(SessionRecord state, long first, ImmutableArray<ChatTurn> lines, ImmutableArray<SentMessage> sent)
    {
        // Lines dropped by the bound meanwhile are gone already.
        var gone = (int)Math.Max(0, first + lines.Length - state.Lines);
        if (gone > state.History.Length || !state.History[..gone].SequenceEqual(lines[(lines.Length - gone)..])) gone = 0;
        return state with
        {
            Lines = state.Lines + gone,
            History = state.History.RemoveRange(0, gone),
            Sent = state.Sent.RemoveAll(s => sent.Contains(s)),
            HasSentRows = state.HasSentRows || !sent.IsEmpty,
        };
    }
}
