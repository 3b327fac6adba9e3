using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Knowledge.Reading;

namespace ObsidianVault.Cluster.Knowledge;

/// <summary>Notes made by hand: a passage for each paragraph.</summary>
public static class Notes
{
    public static Note Make(string path, string text, params NoteLink[] links)
    {
        var passages = text.Split("\n\n").Select((paragraph, i) => new Passage(
            i, [], (i * 2) + 1, (i * 2) + 1, paragraph, paragraph, Hash(paragraph), null));
        return new Note
        {
            Path = path, Title = Path.GetFileNameWithoutExtension(path), Text = text, Kind = "markdown",
            Passages = [.. passages], Links = [.. links],
        };
    }

    public static NoteLink Link(string target, string sentence = "") => new(target, null, null, null, false, 1, sentence);

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
