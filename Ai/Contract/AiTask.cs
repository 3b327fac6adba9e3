using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Contract;

/// <summary>The purpose of a model call; travels in the options so that a provider can see it.</summary>
public enum AiTask
{
    Chat,
    ManimCode,
}

/// <summary>Stores the task in <see cref="ChatOptions"/> and reads it back.</summary>
public static class AiTaskExtensions
{
    private const string Task = "vault.task";

    public static ChatOptions For(this ChatOptions options, AiTask task)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.AdditionalProperties ??= [])[Task] = task.ToString();
        return options;
    }

    public static AiTask GetAiTask(this ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(Task, out string? text) == true && Enum.TryParse<AiTask>(text, out var parsed)
            ? parsed
            : AiTask.Chat;
}
