using System.Globalization;
using System.Text;

namespace ObsidianVault.Retrieval;

/// <summary>
/// A vault as people keep them, made by rule: folders, front matter with aliases and tags, headings, links, tasks, tables, code and
/// callouts. The same seed makes the same notes; words are as frequent as in a language.
/// </summary>
internal sealed class GeneratedVault(int seed, int count)
{
    private const int Vocabulary = 20_000;
    private static readonly string[] s_syllables =
        ["ka", "lo", "mi", "ter", "nu", "sa", "vi", "ron", "pe", "da", "ul", "shi", "mo", "gen", "ta", "bri", "fo", "len", "qui", "ost"];

    private static readonly string[] s_folders = ["", "Areas/", "Projects/", "Projects/Old/", "Daily/", "Reading/2024/"];

    /// <summary>Note number <paramref name="i"/>; a later <paramref name="version"/> of it has another text under the same path.</summary>
    public (string Path, string Text) Note(int i, int version = 0)
    {
        var random = new Random(HashCode(seed, i, version));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"---\naliases: [{Name(i)} alias]\ntags: [topic/{i % 40}, generated]\n");
        text.Append(CultureInfo.InvariantCulture, $"date: 2024-{1 + (i % 12):00}-{1 + (i % 28):00}\nversion: {version}\n---\n");
        text.Append(CultureInfo.InvariantCulture, $"# {Name(i)}\n\n");
        var sections = random.Next(1, 6);
        for (var section = 0; section < sections; section++)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {Words(random, 3)}\n\n");
            var paragraphs = random.Next(1, 4);
            for (var paragraph = 0; paragraph < paragraphs; paragraph++)
            {
                var link = Name(random.Next(count));
                text.Append(CultureInfo.InvariantCulture, $"{Words(random, 25)}, as told in [[{link}]]. {Words(random, 30)}.\n\n");
            }

            text.Append(random.Next(6) switch
            {
                0 => $"- [ ] {Words(random, 6)}\n- [x] {Words(random, 5)}\n\n",
                1 => $"| a | b |\n|---|---|\n| {Words(random, 2)} | [[{Name(random.Next(count))}\\|x]] |\n\n",
                2 => $"```python\nx = \"[[{Words(random, 1)}]]\"\n```\n\n",
                3 => $"> [!note] {Words(random, 3)}\n> {Words(random, 12)} #inline/{i % 7}\n\n",
                _ => "",
            });
        }

        return (PathOf(i), text.ToString());
    }

    public static string PathOf(int i) => $"{s_folders[i % s_folders.Length]}{Name(i)}.md";

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"{Word(i % Vocabulary)} {i}");

    private static string Words(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word(Rank(random))));

    /// <summary>Frequencies fall with the rank, as Zipf found them to.</summary>
    private static int Rank(Random random) => (int)Math.Pow(Vocabulary, random.NextDouble()) - 1;

    private static string Word(int rank)
    {
        var word = new StringBuilder();
        for (var left = rank + s_syllables.Length; left > 0; left /= s_syllables.Length)
            word.Append(s_syllables[left % s_syllables.Length]);
        return word.ToString();
    }

    /// <summary>As <see cref="System.HashCode"/>, which differs in each process.</summary>
    private static int HashCode(params int[] values) => values.Aggregate(17, (hash, value) => unchecked((hash * 31) + value));
}
