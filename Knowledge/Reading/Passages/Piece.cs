using System.Text;

namespace ObsidianVault.Knowledge.Reading.Passages;

/// <summary>A block of a document on its way into passages: a heading, a paragraph, a list with its items.</summary>
internal sealed class Piece
{
    /// <summary>From 1 to 6; 0 if it is no heading.</summary>
    public int Level { get; init; }

    /// <summary>Its own text without markup; empty where it only has parts.</summary>
    public string Text { get; init; } = "";

    /// <summary>What it consists of, after its own text: it is cut between them if it is too long.</summary>
    public IReadOnlyList<Piece> Parts { get; init; } = [];

    /// <summary>Said again at the head of every passage but the first that it is cut into: a table's header, a callout's title.</summary>
    public string Lead { get; init; } = "";

    public required int FirstLine { get; init; }

    public required int LastLine { get; set; }

    /// <summary>The id that its author gave it.</summary>
    public string? Block { get; set; }

    /// <summary>Of its text with that of its parts.</summary>
    public int Length => _length ??= Text.Length + Parts.Sum(part => part.Length + 1);

    private int? _length;

    /// <summary>The first id in it and in its parts.</summary>
    public string? FirstBlock() => Block ?? Parts.Select(part => part.FirstBlock()).FirstOrDefault(id => id is not null);

    public void AppendTo(StringBuilder plain)
    {
        AppendLine(plain, Text);
        foreach (var part in Parts) part.AppendTo(plain);
    }

    public static void AppendLine(StringBuilder plain, string text)
    {
        if (text.Length == 0) return;
        if (plain.Length > 0 && plain[^1] != '\n') plain.Append('\n');
        plain.Append(text);
    }
}
