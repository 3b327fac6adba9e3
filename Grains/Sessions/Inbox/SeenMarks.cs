using System.Security.Cryptography;
using System.Text;

namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>
/// The events that a session has received, as short marks in one string: 48 bits of a hash in 8 characters each, newest
/// last, at most <see cref="SessionRecord.MaxSeen"/>.
/// </summary>
internal static class SeenMarks
{
    private const int Width = 8;

    public static bool Contains(string marks, string id)
    {
        var mark = MarkOf(id);
        for (var i = 0; i < marks.Length; i += Width)
            if (string.CompareOrdinal(marks, i, mark, 0, Width) == 0) return true;
        return false;
    }

    public static string With(string marks, IEnumerable<string> ids) => Newest(marks + string.Concat(ids.Select(MarkOf)));

    /// <summary>The marks of both; if there are too many, the older ones of both are forgotten alike.</summary>
    public static string Merge(string theirs, string ours)
    {
        const int half = SessionRecord.MaxSeen / 2 * Width;
        if (theirs.Length + ours.Length <= SessionRecord.MaxSeen * Width) return theirs + ours;
        var mine = Math.Min(ours.Length, Math.Max(half, (SessionRecord.MaxSeen * Width) - theirs.Length));
        return Newest(theirs + ours[^mine..]);
    }

    private static string Newest(string marks) =>
        marks.Length <= SessionRecord.MaxSeen * Width ? marks : marks[^(SessionRecord.MaxSeen * Width)..];

    private static string MarkOf(string id) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 6));
}
