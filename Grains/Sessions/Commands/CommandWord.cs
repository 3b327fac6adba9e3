using System.Text;
using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Grains.Sessions.Commands;

/// <summary>The command at the beginning of a message, as phones write it: "/help", "／Help.", "* /help *", "/video@bot: x".</summary>
/// <param name="Name">In lower case, without the bot's name.</param>
/// <param name="Argument">What follows, as it was written.</param>
internal sealed record CommandWord(string Name, string Argument)
{
    private const int MaxName = 64;

    /// <summary>The command, known or not; null if the message does not begin with one.</summary>
    public static CommandWord? Of(string text, IReadOnlySet<string> known)
    {
        var reader = new Reader(text);
        reader.SkipUnseen();
        var wrapped = reader.SkipWrapping();
        if (reader.Slash() is not { } slash) return null;
        var spaced = reader.SkipUnseen();
        var start = reader.At;
        var name = reader.Name();
        if (known.Contains(name) && reader.EndName())
        {
            var argument = reader.Rest();
            return new CommandWord(name, wrapped ? Unwrapped(argument) : argument);
        }

        if (wrapped || spaced || slash == '\\') return null;
        var end = text.AsSpan(start).IndexOfAny(" \t\r\n");
        var whole = end < 0 ? text[start..] : text[start..(start + end)];
        return whole.Length == 0
            ? null
            : new CommandWord(whole.Split('@')[0].ToLowerInvariant(), end < 0 ? "" : text[(start + end)..].Trim());
    }

    private static string Unwrapped(string argument) => argument.TrimEnd('"', '\'', '`', '*', '_', '”', '’', '»', '“', ' ', '」', '』');

    private ref struct Reader(string text)
    {
        public int At { get; private set; }

        /// <summary>Whether there was a space among what was skipped.</summary>
        public bool SkipUnseen()
        {
            var start = At;
            while (Peek() is { } rune && (TypedText.IsUnseen(rune) || TypedText.IsBlank(rune))) Move(rune);
            return text.AsSpan(start, At - start).ContainsAny(" \t\r\n\u00A0");
        }

        /// <summary>Quotes, or the marks of bold and code, before the slash.</summary>
        public bool SkipWrapping()
        {
            var start = At;
            while (At < start + 4 && Peek() is { } rune
                && (TypedText.IsQuote(rune) || rune.Value is '*' or '_' || TypedText.IsUnseen(rune)))
                Move(rune);
            return At > start;
        }

        public char? Slash()
        {
            if (Peek() is not { } rune) return null;
            if (rune.Value is not ('/' or '\\' or 0xFF0F or 0x2044 or 0x2215 or 0x29F8)) return null;
            Move(rune);
            return rune.Value == '\\' ? '\\' : '/';
        }

        public string Name()
        {
            var name = new StringBuilder();
            while (Peek() is { } rune && name.Length < MaxName)
            {
                if (!TypedText.IsUnseen(rune))
                {
                    var plain = TypedText.Lookalike(rune.ToString());
                    if (rune.Value != '_' && !(plain.Length > 0 && plain.All(char.IsAsciiLetterOrDigit))) break;
                    name.Append(rune.Value == '_' ? "_" : plain);
                }

                Move(rune);
            }

            return name.ToString().ToLowerInvariant();
        }

        /// <summary>Moves behind "@bot" and the punctuation after a name. False if the name is the beginning of something longer.</summary>
        public bool EndName()
        {
            SkipUnseenOnly();
            if (Peek() is { Value: '@' or 0xFF20 or 0xFE6B } at)
            {
                Move(at);
                while (Peek() is { } rune && (Rune.IsLetterOrDigit(rune) || rune.Value == '_' || TypedText.IsUnseen(rune))) Move(rune);
            }

            if (Peek() is not { } next) return true;
            if (Rune.IsLetterOrDigit(next) || next.Value is '/' or '-' or '_' or '\\') return false;
            while (Peek() is { Value: ':' or '.' or ',' or '!' or ';' or 0xFF1A or 0xFF0C or 0xFF0E or 0x3002 or 0xFF01 or 0x3001 } mark)
                Move(mark);
            return true;
        }

        public string Rest()
        {
            SkipUnseen();
            var end = text.Length;
            while (end > At && Rune.DecodeLastFromUtf16(text.AsSpan(At, end - At), out var rune, out var used) == 0
                && (TypedText.IsBlank(rune) || TypedText.IsUnseen(rune)))
            {
                end -= used;
            }

            return text[At..end];
        }

        private void SkipUnseenOnly()
        {
            while (Peek() is { } rune && TypedText.IsUnseen(rune)) Move(rune);
        }

        private readonly Rune? Peek() => At < text.Length && Rune.TryGetRuneAt(text, At, out var rune) ? rune : null;

        private void Move(Rune rune) => At += rune.Utf16SequenceLength;
    }
}
