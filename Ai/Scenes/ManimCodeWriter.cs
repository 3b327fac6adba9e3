using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Lessons;
using ObsidianVault.Ai.Prompts;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Ai.Scenes;

/// <summary>Turns a prompt into Manim code, and repairs code that failed.</summary>
public interface IManimCodeWriter
{
    /// <summary>Whether a model is configured that can repair its code; the offline catalogue cannot.</summary>
    bool CanMend { get; }

    /// <summary>Writes the code.</summary>
    /// <exception cref="NoTopicException">The provider has nothing for this prompt.</exception>
    /// <exception cref="AiException">
    /// There is no answer; its cost is that of the whole request. <see cref="AiCause.PolicyBudgetExceeded"/> if the budget does not
    /// cover one.
    /// </exception>
    Task<WrittenCode> WriteAsync(CodeRequest request, AiPayer payer, CancellationToken cancellationToken);

    /// <summary>Plans a longer video as scenes; the storyboard is null if the model's answer is not one.</summary>
    /// <exception cref="AiException">As <see cref="WriteAsync"/>.</exception>
    Task<PlannedVideo> PlanAsync(string prompt, AiPayer payer, CancellationToken cancellationToken);
}

/// <param name="Cost">US dollars, already booked.</param>
public sealed record PlannedVideo(Storyboard? Storyboard, string Model, decimal Cost);

/// <summary>What to write.</summary>
/// <param name="Prompt">The person's request.</param>
public sealed record CodeRequest(string Prompt)
{
    /// <summary>The failed attempt to repair; null for the first one.</summary>
    public SceneFailure? Failure { get; init; }

    /// <summary>Whether to write a simpler scene instead of repairing.</summary>
    public bool Simpler { get; init; }

    /// <summary>What is known about the scene; null if it was not planned.</summary>
    public ScenePlan? Plan { get; init; }

    /// <summary>What the person's notes say, as data; null for none.</summary>
    public string? Notes { get; init; }
}

/// <summary>A failed attempt.</summary>
/// <param name="Cause">The validator's cause, or a <see cref="JobCause"/>.</param>
/// <param name="Line">From 1; 0 if unknown.</param>
/// <param name="Message">One sentence.</param>
public sealed record SceneFailure(string Code, string Cause, int Line, string Message);

/// <param name="Cost">US dollars, over all calls, already booked.</param>
public sealed record WrittenCode(string Code, string? Title, string Model, decimal Cost)
{
    /// <summary>The version of the prompts that asked for it; null if none did.</summary>
    public string? Prompts { get; init; }
}

internal sealed partial class ManimCodeWriter(
    IAiService ai, IScenePlanner planner, ScenePrompts prompts, IOptions<AiOptions> options) : IManimCodeWriter
{
    private const string NotFitting = "\nYour parts did not fit the file: answer with the whole new file in one block.";

    public bool CanMend => !options.Value.IsOffline;

    public async Task<WrittenCode> WriteAsync(CodeRequest request, AiPayer payer, CancellationToken cancellationToken)
    {
        var failing = request.Failure is { } found ? Bare(found) : null;
        var (rules, asked) = Text(request, failing);
        if (CanMend) asked = SceneSources.With(asked, request.Notes);
        // An answer that did not repair the scene must not come from the cache again.
        var call = Call(payer, AiClass.Code, rules, asked, 0.2f) with { MayUseCache = request.Failure is null };
        var answer = await ai.CompleteAsync(call, cancellationToken);
        var code = answer.Code ?? "";
        if (failing is not { } failure || !CodePatch.IsPatch(code)) return Written(code, answer.Model, answer.Cost);
        if (CodePatch.Apply(failure.Code, code) is { } patched) return Written(patched, answer.Model, answer.Cost);
        var again = Call(payer with { RequestId = payer.RequestId + ":whole" }, AiClass.Code, rules, asked + NotFitting, 0.2f);
        var whole = await AskWholeAsync(again with { MayUseCache = false }, answer.Cost, cancellationToken);
        code = whole.Code ?? "";
        return Written(CodePatch.IsPatch(code) ? CodePatch.Apply(failure.Code, code) ?? "" : code, whole.Model, answer.Cost + whole.Cost);
    }

    public async Task<PlannedVideo> PlanAsync(string prompt, AiPayer payer, CancellationToken cancellationToken)
    {
        var facts = await planner.FactsAsync(prompt, cancellationToken);
        var asked = facts.Length == 0 ? prompt : $"{prompt}\n\n{ScenePrompt.Exactly(facts)}";
        // A plan is not code: the class chat checks that it is JSON.
        var call = Call(payer, AiClass.Chat, prompts.Storyboard, asked, 0.4f) with { Deadline = options.Value.CodeDeadline };
        call.Options!.ResponseFormat = ChatResponseFormat.Json;
        var answer = await ai.CompleteAsync(call, cancellationToken);
        return new PlannedVideo(Storyboard.Parse(answer.Text), answer.Model, answer.Cost);
    }

    private (string Rules, string Asked) Text(CodeRequest request, SceneFailure? failure) => (request.Simpler, failure) switch
    {
        (true, _) => (prompts.Simpler, First(request)),
        (_, { } failed) => (prompts.Repair, RepairPrompt.Of(request.Prompt, failed, ManimApi.Installed, request.Plan)),
        _ => (prompts.Code, First(request)),
    };

    /// <summary>The catalogue works out and chooses by the words of the request alone.</summary>
    private string First(CodeRequest request) =>
        prompts.Plan is null || !CanMend ? request.Prompt : ScenePrompt.Of(request.Prompt, request.Plan, ManimApi.Installed);

    /// <summary>The failure as its author sees it: without the class that was put into the file.</summary>
    private static SceneFailure Bare(SceneFailure failure) => failure with
    {
        Code = LessonFrame.Without(failure.Code),
        Line = LessonFrame.LineWithout(failure.Code, failure.Line),
        Message = LessonFrame.MessageWithout(failure.Code, failure.Message),
    };

    private static AiCall Call(AiPayer payer, string @class, string rules, string asked, float temperature) => new()
    {
        User = payer.User,
        RequestId = payer.RequestId,
        Channel = payer.Channel,
        Class = @class,
        Messages = [new ChatMessage(ChatRole.System, rules), new ChatMessage(ChatRole.User, asked)],
        Options = new ChatOptions { Temperature = temperature },
        // The renderer's validator checks it next, and repairing what it finds takes fewer tokens than a new answer.
        MustParse = false,
    };

    private async Task<AiResponse> AskWholeAsync(AiCall call, decimal spent, CancellationToken cancellationToken)
    {
        try
        {
            return await ai.CompleteAsync(call, cancellationToken);
        }
        catch (AiException exception)
        {
            throw new AiException(exception.Cause, exception.Message, exception)
            {
                RetryAfter = exception.RetryAfter,
                Cost = spent + exception.Cost,
            };
        }
    }

    private WrittenCode Written(string code, string model, decimal cost) =>
        new(LessonFrame.Complete(code), TitleOf(code), model, cost) { Prompts = prompts.Version };

    internal static string? TitleOf(string code) =>
        Title().Match(code) is { Success: true } match ? match.Groups[1].Value.Trim() : null;

    [GeneratedRegex("^# title: (.{1,100})$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Title();
}
