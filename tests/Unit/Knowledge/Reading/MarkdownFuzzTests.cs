using System.Text;

namespace ObsidianVault.Unit.Knowledge.Reading;

public sealed class MarkdownFuzzTests
{
    private static readonly string[] s_shown =
    [
        "# shown heading\n\n", "shown `code %% x` and ``a ` b``\n\n", "```\nshown %%code%%\n```\n\n", "- shown\n  - [ ] item `x`\n\n",
        "> [!note] shown\n> text\n\n", "| shown | b |\n|---|---|\n| [[a\\|b]] | `c` |\n\n",
        "$$\nshown\n$$\n\n", "shown[^1]\n\n[^1]: note\n\n",
        "1. shown\n2. two\n\n", "shown #tag [[Link#H|x]] ![[p.png|100]] ^id\n\n", "<div>shown</div>\n\n", "~~~\nshown\n~~~\n\n",
        "shown 100% and \\%\\% and `%%`\n\n", "> ```\n> shown\n> ```\n\n", "- ```\n  shown %% a\n  ```\n\n", "[shown](a.md)\n\n",
    ];

    private static readonly string[] s_hidden =
    [
        "SECRET", "\nSECRET\n", "\n\nSECRET\n\n# SECRET\n\n", "\n```\nSECRET\n",
        " SECRET `", "\n> SECRET\n\n- SECRET\n\n", "SECRET ~~~\n~~~",
        "\n    SECRET\n", " [[SECRET]] #SECRET ", "\n$$\nSECRET\n", "\n---\nSECRET: 1\n---\n",
        "<!-- SECRET", "\n| SECRET |\n|---|\n", "SECRET\t\n",
        "\n1. SECRET\n\n\n   SECRET\n",
    ];

    private static readonly string[] s_marks =
    [
        "%%", "%", "`", "```", "\n```\n", "[[", "]]", "![[", "|", "\n",
        "\n\n", "$$", "$", "**", "==", "~~", "#", "> ", "- ", "    ", "<!--",
        "-->", "<", "^", "[^1]:", "---\n", "\t", "\r\n", "\\", "é", "🎉",
        "\u200b", "\u0301", "|-|\n", "~~~", "<div>", "[!note]", "[ ]", "&#35;",
    ];

    [Fact]
    public void Nothing_that_is_hidden_shows_in_any_mixture()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (var i = random.Next(1, 8); i > 0; i--)
            {
                text.Append(One(random, s_shown));
                if (random.Next(2) == 0) text.Append($"%%{One(random, s_hidden)}%%{One(random, ["\n\n", " after\n\n", "\n"])}");
                if (random.Next(4) == 0) text.Append($"words %%SECRET {One(random, ["", "\n\n`", "\n"])}%%\n\n");
            }

            var note = Notes.Read(text.ToString());
            Notes.Everything(note).Contains("SECRET", StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"Seed {seed} shows it:\n{text}");
        }
    }

    [Fact]
    public void Any_damage_leaves_a_note()
    {
        var whole = string.Concat(s_shown.Select(part => part + "%% x %%\n"));
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder(whole);
            for (var i = random.Next(1, 30); i > 0; i--)
            {
                var at = random.Next(text.Length);
                if (random.Next(3) == 0) text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at));
                else text.Insert(at, One(random, s_marks));
                if (text.Length == 0) text.Append('x');
            }

            var read = text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
            var note = Notes.Read(read);
            note.Text.Count(c => c == '\n').ShouldBe(read.Count(c => c == '\n'), $"Seed {seed}");
            PassageTests.Holds(note);
            note.Links.ShouldAllBe(link => link.Line >= 1 && link.Line <= read.Length && link.Sentence.Length <= 500);
        }
    }

    private static string One(Random random, string[] from) => from[random.Next(from.Length)];
}
