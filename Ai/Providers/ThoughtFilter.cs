using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// Keeps apart what a model thinks aloud at the start of its answer, between &lt;think&gt; and &lt;/think&gt;. Only the start of an
/// answer is looked at: later on the tags are part of what it says.
/// </summary>
internal sealed class ThoughtFilter
{
    private static readonly string[] s_names = ["think", "thinking", "thought", "thoughts", "reasoning"];

    private State _state;
    private string _held = "";
    private string _close = "";

    private enum State
    {
        Start,
        Thought,
        Gap,
        Text,
    }

    public IEnumerable<AIContent> Add(string text)
    {
        text = _held + text;
        _held = "";
        if (_state == State.Start)
        {
            var begin = text.AsSpan().TrimStart();
            if (Opened(begin) is { } tag)
            {
                (_state, _close) = (State.Thought, $"</{tag}>");
                text = begin[(tag.Length + 2)..].ToString();
            }
            else if (begin.IsEmpty || MayBecomeTag(begin))
            {
                _held = text;
                yield break;
            }
            else _state = State.Text;
        }

        if (_state == State.Thought)
        {
            var end = text.IndexOf(_close, StringComparison.OrdinalIgnoreCase);
            if (end < 0)
            {
                // The end of the piece may be the start of the closing tag.
                var keep = Overlap(text, _close);
                _held = text[^keep..];
                if (text.Length > keep) yield return Thought(text[..^keep]);
                yield break;
            }

            if (end > 0) yield return Thought(text[..end]);
            text = text[(end + _close.Length)..];
            _state = State.Gap;
        }

        if (_state == State.Gap)
        {
            text = text.TrimStart();
            if (text.Length > 0) _state = State.Text;
        }

        if (text.Length > 0) yield return new TextContent(text);
    }

    /// <summary>What was held back; null if nothing was.</summary>
    public IEnumerable<AIContent>? End()
    {
        var held = _held;
        _held = "";
        return held.Length == 0 ? null : [_state == State.Thought ? Thought(held) : new TextContent(held)];
    }

    /// <summary>What follows the end of thoughts that nothing opened; null if there is no such end.</summary>
    public static string? AfterUnopened(string text)
    {
        foreach (var name in s_names)
        {
            var close = text.IndexOf($"</{name}>", StringComparison.OrdinalIgnoreCase);
            if (close < 0) continue;
            // With its beginning it is part of what the answer says.
            var open = text.IndexOf($"<{name}>", StringComparison.OrdinalIgnoreCase);
            return open >= 0 && open < close ? null : text[(close + name.Length + 3)..].TrimStart();
        }

        return null;
    }

    private static string? Opened(ReadOnlySpan<char> begin)
    {
        foreach (var name in s_names)
            if (begin.StartsWith($"<{name}>", StringComparison.OrdinalIgnoreCase)) return name;
        return null;
    }

    private static bool MayBecomeTag(ReadOnlySpan<char> begin)
    {
        foreach (var name in s_names)
            if ($"<{name}>".AsSpan().StartsWith(begin, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static int Overlap(string text, string tag)
    {
        for (var length = Math.Min(text.Length, tag.Length - 1); length > 0; length--)
            if (tag.AsSpan(0, length).Equals(text.AsSpan(text.Length - length), StringComparison.OrdinalIgnoreCase)) return length;
        return 0;
    }

    private static TextReasoningContent Thought(string text) =>
        new(text) { AdditionalProperties = new() { ["field"] = "inline" } };
}
