namespace ObsidianVault.Ai.Prompts;

/// <summary>The prompts for the models: the files under <c>Ai/Prompts</c>.</summary>
internal static class PromptFiles
{
    private const string Folder = "prompts/";

    public static string Read(string file) =>
        Find(file) ?? throw new InvalidOperationException($"The prompt {file} is not embedded.");

    public static string? Find(string file)
    {
        using var stream = typeof(PromptFiles).Assembly.GetManifestResourceStream(Folder + file);
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The files below a folder, in the order of their names.</summary>
    public static IEnumerable<string> Below(string folder) =>
        typeof(PromptFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith($"{Folder}{folder}/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => name[Folder.Length..]);
}
