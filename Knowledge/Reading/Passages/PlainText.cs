namespace ObsidianVault.Knowledge.Reading.Passages;

/// <summary>Text without markup, in paragraphs between blank lines.</summary>
internal static class PlainText
{
    public static List<Piece> Pieces(string text)
    {
        var pieces = new List<Piece>();
        var start = 0;
        var lines = text.Split('\n');
        for (var i = 0; i <= lines.Length; i++)
        {
            if (i < lines.Length && !string.IsNullOrWhiteSpace(lines[i])) continue;
            if (i > start)
            {
                pieces.Add(new Piece { Text = string.Join('\n', lines[start..i]), FirstLine = start + 1, LastLine = i });
            }

            start = i + 1;
        }

        return pieces;
    }
}
