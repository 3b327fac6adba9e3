namespace ObsidianVault.Ai.Prompts;

/// <summary>The prompts for the models: the files under <c>Ai/Prompts</c>.</summary>
internal static class PromptFiles
{
    public static string Read(string file)
    {
        using var stream = typeof(PromptFiles).Assembly.GetManifestResourceStream($"ObsidianVault.Ai.Prompts.{file}")
            ?? throw new InvalidOperationException($"The prompt {file} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
