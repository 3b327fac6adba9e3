using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ObsidianVault.Grains.Storyboards;

/// <summary>Turns the narration of scenes into SubRip text (.srt): each sentence is shown for its share of the scene's letters.</summary>
internal static partial class Subtitles
{
    private const int MaxLine = 42;

    /// <summary>Null if there is no narration.</summary>
    public static string? Of(IEnumerable<(string Narration, double Seconds)> scenes)
    {
        var text = new StringBuilder();
        var (number, start) = (0, 0d);
        foreach (var (narration, seconds) in scenes)
        {
            var sentences = Sentence().Matches(narration).Select(m => m.Value.Trim()).Where(s => s.Length > 0).ToList();
            var letters = sentences.Sum(s => s.Length);
            var at = start;
            foreach (var sentence in sentences)
            {
                var end = at + (seconds * sentence.Length / letters);
                text.Append(CultureInfo.InvariantCulture, $"{++number}\n{Time(at)} --> {Time(end)}\n{Wrapped(sentence)}\n\n");
                at = end;
            }

            start += seconds;
        }

        return number == 0 ? null : text.ToString();
    }

    private static string Time(double seconds) => TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss\,fff", CultureInfo.InvariantCulture);

    private static string Wrapped(string sentence)
    {
        var lines = new StringBuilder();
        var width = 0;
        foreach (var word in sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (width > 0 && width + 1 + word.Length > MaxLine) (_, width) = (lines.Append('\n'), 0);
            else if (width > 0) (_, width) = (lines.Append(' '), width + 1);
            (_, width) = (lines.Append(word), width + word.Length);
        }

        return lines.ToString();
    }

    [GeneratedRegex(@"[^.!?。！？]+[.!?。！？]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sentence();
}
