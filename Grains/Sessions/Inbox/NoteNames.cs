using System.Collections.Immutable;
using ObsidianVault.Knowledge.Answers;
using ObsidianVault.Knowledge.Search;

namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>How notes are named in a chat. What a note is called was written by somebody, so none of it is markup.</summary>
internal static class NoteNames
{
    private const int MaxName = 80;
    private const string Markup = "[]*_`<>~|";

    /// <summary>"Chain rule › Proof, 3-5"</summary>
    public static string Place(string title, ImmutableArray<string> headings, int firstLine, int lastLine)
    {
        var name = string.Join(" › ", headings.Where(h => h != title).Prepend(title).Select(Plain));
        return $"{name}, {(firstLine == lastLine ? $"{firstLine}" : $"{firstLine}-{lastLine}")}";
    }

    public static string Place(Citation citation) => Place(citation.Title, citation.Headings, citation.FirstLine, citation.LastLine);

    /// <summary>The name on one line, without signs that a channel could take for markup.</summary>
    public static string Plain(string name)
    {
        var plain = string.Concat(name.ReplaceLineEndings(" ").Where(c => !Markup.Contains(c)));
        return plain.Length <= MaxName ? plain : plain[..(MaxName - 1)] + "…";
    }

    /// <summary>The part of the passage that fits the words, on one line.</summary>
    public static string Excerpt(FoundPassage found, string words, int length) => Excerpts.Of(found, words, length).ReplaceLineEndings(" ");
}
