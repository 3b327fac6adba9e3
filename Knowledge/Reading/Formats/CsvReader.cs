using System.Text;
using ObsidianVault.Knowledge.Reading.Passages;

namespace ObsidianVault.Knowledge.Reading.Formats;

/// <summary>A table of values separated by commas, semicolons or tabs (RFC 4180); its first row is said again in every passage.</summary>
internal static class CsvReader
{
    public static Note Read(string path, string text)
    {
        var separator = Separator(text);
        var rows = Rows(text, separator).ToList();
        if (rows.Count == 0) throw new DocumentRefusedException("The table is empty.");
        var lead = rows[0].Text.Length <= PassageCutter.Target / 2 ? rows[0].Text : "";
        var table = new Piece { Parts = rows, Lead = lead, FirstLine = rows[0].FirstLine, LastLine = rows[^1].LastLine };
        return new Note
        {
            Path = path,
            Title = Path.GetFileNameWithoutExtension(path),
            Text = text,
            Kind = "csv",
            Passages = PassageCutter.Cut(new NumberedLines(text), [table]),
        };
    }

    private static char Separator(string text)
    {
        var line = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length);
        char best = ',';
        foreach (var candidate in (ReadOnlySpan<char>)[';', '\t', '|']) if (line.Count(candidate) > line.Count(best)) best = candidate;
        return best;
    }

    private static IEnumerable<Piece> Rows(string text, char separator)
    {
        var row = new StringBuilder();
        var (line, first, isQuoted, isStart) = (1, 1, false, true);
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : '\n';
            if (isQuoted && at < text.Length)
            {
                if (c == '"' && at + 1 < text.Length && text[at + 1] == '"') row.Append(text[at++]);
                else if (c == '"') isQuoted = false;
                else row.Append(c == '\n' ? ' ' : c);
            }
            else if (c == '"' && isStart)
            {
                isQuoted = true;
            }
            else if (c == '\n')
            {
                var read = row.ToString();
                if (!string.IsNullOrWhiteSpace(read)) yield return new Piece { Text = read, FirstLine = first, LastLine = line };
                row.Clear();
                first = line + 1;
            }
            else
            {
                row.Append(c == separator ? '\t' : c);
            }

            isStart = c == separator || c == '\n';
            if (c == '\n') line++;
        }
    }
}
