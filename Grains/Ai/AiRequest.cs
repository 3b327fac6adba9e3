using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai;

/// <summary>What a model call is for; travels in the options so that a provider can tell.</summary>
public enum AiTask
{
    Chat,
    ManimCode,
}

/// <summary>Puts the task, and whose call it is, into <see cref="ChatOptions"/> and reads them back.</summary>
public static class AiTaskExtensions
{
    /// <summary>What begins so is ours and never goes to a provider.</summary>
    internal const string Prefix = "vault.";

    private const string Task = "vault.task";
    private const string User = "vault.user";
    private const string Request = "vault.request";

    public static ChatOptions For(this ChatOptions options, AiTask task)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.AdditionalProperties ??= [])[Task] = task.ToString();
        return options;
    }

    /// <summary>The service charges this user, once for the request id, and caches for this user.</summary>
    public static ChatOptions ForUser(this ChatOptions options, string user, string requestId)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AdditionalProperties ??= [];
        (options.AdditionalProperties[User], options.AdditionalProperties[Request]) = (user, requestId);
        return options;
    }

    public static AiTask GetAiTask(this ChatOptions? options) => Enum.TryParse<AiTask>(Text(options, Task), out var parsed) ? parsed : AiTask.Chat;

    internal static (string? User, string? RequestId) GetUser(this ChatOptions? options) => (Text(options, User), Text(options, Request));

    private static string? Text(ChatOptions? options, string key) =>
        options?.AdditionalProperties?.TryGetValue(key, out string? text) == true ? text : null;
}

/// <summary>A provider has nothing for this prompt. The message is for the user and says what would help.</summary>
public sealed class NoTopicException(string message) : Exception(message);
