using System.Text;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Reading.Obsidian;

namespace ObsidianVault.Unit.Knowledge.Reading;

/// <summary>Notes as tests write them.</summary>
internal static class Notes
{
    public static Note Read(string text, string path = "Note.md") => MarkdownReader.Read(path, text);

    /// <summary>Every text that anybody can see of a note.</summary>
    public static string Everything(Note note)
    {
        var all = new StringBuilder(note.Text);
        foreach (var passage in note.Passages)
        {
            all.Append('\n').Append(passage.Text).Append('\n').Append(passage.Plain);
            all.AppendJoin('\n', passage.Headings).Append(passage.Block);
        }

        foreach (var link in note.Links) all.Append('\n').Append(link);
        foreach (var task in note.Tasks) all.Append('\n').Append(task);
        foreach (var (key, values) in note.Properties) all.Append('\n').Append(key).AppendJoin('\n', values);
        return all.AppendJoin('\n', note.Tags).AppendJoin('\n', note.Aliases).AppendJoin('\n', note.Warnings).Append(note.Title).ToString();
    }

    public static string Plain(Note note) => string.Join("\n", note.Passages.Select(passage => passage.Plain));
}
