using System.Security.Cryptography;
using System.Text;

namespace ObsidianVault.Ai.Prompts;

/// <summary>
/// One version of the prompts for scenes, which are the files of a folder such as <c>Ai/Prompts/v2</c>. Older versions stay, so that
/// <c>./vault bench prompts</c> can compare them with newer ones.
/// </summary>
internal sealed class ScenePrompts
{
    private const string Examples = "{{EXAMPLES}}";

    private ScenePrompts(string folder)
    {
        Version = $"{folder[1..]}-{Hash(folder)}";
        Code = PromptFiles.Read($"{folder}/manim-code.md").Replace(Examples, ExamplesOf(folder), StringComparison.Ordinal);
        Repair = PromptFiles.Read($"{folder}/manim-repair.md");
        Simpler = PromptFiles.Read($"{folder}/manim-simpler.md");
        Storyboard = PromptFiles.Read($"{folder}/manim-storyboard.md");
        Plan = PromptFiles.Find($"{folder}/manim-plan.md");
        Critic = PromptFiles.Find($"{folder}/manim-critic.md");
    }

    /// <summary>The number of the version and a hash of its files, such as "2-1f0c9a3e": an edited prompt is another version.</summary>
    public string Version { get; }

    public string Code { get; }

    public string Repair { get; }

    public string Simpler { get; }

    public string Storyboard { get; }

    /// <summary>Null if this version writes code without a plan, and without what a plan brings: exact facts and signatures.</summary>
    public string? Plan { get; }

    /// <summary>Null if nobody looks at this version's videos.</summary>
    public string? Critic { get; }

    /// <param name="number">Its number, such as "2".</param>
    public static ScenePrompts Of(string number) => new("v" + number);

    private static string ExamplesOf(string folder) => string.Join(
        "\n\n", PromptFiles.Below($"{folder}/examples").Select(file => $"```python\n{PromptFiles.Read(file).TrimEnd()}\n```"));

    private static string Hash(string folder)
    {
        var text = string.Join('\0', PromptFiles.Below(folder).Select(file => $"{file}\0{PromptFiles.Read(file)}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
    }
}
