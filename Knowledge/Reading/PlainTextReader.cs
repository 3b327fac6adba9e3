using ObsidianVault.Knowledge.Reading.Passages;

namespace ObsidianVault.Knowledge.Reading;

internal static class PlainTextReader
{
    public static Note Read(string path, string text) => new()
    {
        Path = path,
        Title = Path.GetFileNameWithoutExtension(path),
        Text = text,
        Kind = "text",
        Passages = PassageCutter.Cut(new NumberedLines(text), PlainText.Pieces(text)),
    };
}
