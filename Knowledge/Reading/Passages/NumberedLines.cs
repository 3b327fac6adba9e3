namespace ObsidianVault.Knowledge.Reading.Passages;

/// <summary>The lines of a text, counted from 1.</summary>
internal sealed class NumberedLines
{
    private readonly string _text;
    private readonly List<int> _starts = [0];

    public NumberedLines(string text)
    {
        _text = text;
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1)) _starts.Add(at + 1);
    }

    public int Count => _starts.Count;

    /// <summary>The line that the character at this offset is in.</summary>
    public int At(int offset)
    {
        var found = _starts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>From the first to the last line, without the line end after the last.</summary>
    public string Text(int first, int last) => Span(first, last).ToString();

    public bool IsBlank(int line) => Span(line, line).IsWhiteSpace();

    private ReadOnlySpan<char> Span(int first, int last)
    {
        var start = _starts[first - 1];
        var end = last < _starts.Count ? _starts[last] - 1 : _text.Length;
        return _text.AsSpan(start, end - start);
    }
}
