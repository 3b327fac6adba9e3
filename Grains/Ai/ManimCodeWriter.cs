using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Ledger;

namespace ObsidianVault.Ai;

/// <summary>Turns a prompt into Manim code, and mends code that failed.</summary>
public interface IManimCodeWriter
{
    /// <summary>Whether a model answers that can mend what it wrote; the offline catalogue cannot.</summary>
    bool CanMend { get; }

    /// <summary>The most that the request may cost, in US dollars.</summary>
    decimal WorstCase(CodeRequest request);

    /// <summary>Writes the code.</summary>
    /// <exception cref="NoTopicException">The provider has nothing for this prompt.</exception>
    Task<WrittenCode> WriteAsync(CodeRequest request, CancellationToken cancellationToken);

    /// <summary>Plans a longer video as scenes; without a storyboard where the model's answer is none.</summary>
    Task<PlannedVideo> PlanAsync(string prompt, CancellationToken cancellationToken);
}

/// <param name="Cost">US dollars.</param>
public sealed record PlannedVideo(Storyboard? Storyboard, string Model, long Tokens, decimal Cost);

/// <summary>What is to be written.</summary>
/// <param name="Prompt">What the person asked for.</param>
public sealed record CodeRequest(string Prompt)
{
    /// <summary>The attempt that failed and is to be mended; null for the first.</summary>
    public SceneFailure? Failure { get; init; }

    /// <summary>Whether to write a plainer scene instead of mending.</summary>
    public bool Simpler { get; init; }
}

/// <summary>An attempt that failed.</summary>
/// <param name="Cause">The validator's cause, or a <see cref="JobCause"/>.</param>
/// <param name="Line">From 1; 0 where it is not known.</param>
/// <param name="Message">One sentence.</param>
public sealed record SceneFailure(string Code, string Cause, int Line, string Message);

/// <param name="Tokens">In and out.</param>
/// <param name="Cost">US dollars, over all calls.</param>
public sealed record WrittenCode(string Code, string? Title, string Model, long Tokens, decimal Cost);

internal sealed partial class ManimCodeWriter(IChatClient chat, PriceTable prices, IOptions<AiOptions> options) : IManimCodeWriter
{
    private const string NotFitting = "\nYour parts did not fit the file: answer with the whole new file in one block.";
    private static readonly string WriteRules = Prompts.Read("manim-code.md");
    private static readonly string RepairRules = Prompts.Read("manim-repair.md");
    private static readonly string SimplerRules = Prompts.Read("manim-simpler.md");
    private static readonly string PlanRules = Prompts.Read("manim-storyboard.md");

    public bool CanMend => !options.Value.IsOffline;

    public decimal WorstCase(CodeRequest request)
    {
        var (rules, asked) = Text(request);
        var once = prices.Tokens(options.Value.ModelName, rules.Length + asked.Length, options.Value.MaxOutputTokens);
        // A patch that does not fit is asked for again.
        return request is { Failure: not null, Simpler: false } ? 2 * once : once;
    }

    public async Task<WrittenCode> WriteAsync(CodeRequest request, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.CodeDeadline);
        var (rules, asked) = Text(request);
        var answer = await AskAsync(rules, asked, deadline.Token);
        if (request.Failure is not { } failure || !CodePatch.IsPatch(answer.Code)) return answer;
        if (CodePatch.Apply(failure.Code, answer.Code) is { } patched) return answer with { Code = patched, Title = TitleOf(patched) };
        var whole = await AskAsync(rules, asked + NotFitting, deadline.Token);
        var code = CodePatch.IsPatch(whole.Code) ? CodePatch.Apply(failure.Code, whole.Code) ?? "" : whole.Code;
        return whole with { Code = code, Title = TitleOf(code), Tokens = answer.Tokens + whole.Tokens, Cost = answer.Cost + whole.Cost };
    }

    public async Task<PlannedVideo> PlanAsync(string prompt, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.CodeDeadline);
        var response = await chat.GetResponseAsync(
            [new ChatMessage(ChatRole.System, PlanRules), new ChatMessage(ChatRole.User, prompt)],
            new ChatOptions { MaxOutputTokens = options.Value.MaxOutputTokens, Temperature = 0.4f, ResponseFormat = ChatResponseFormat.Json },
            deadline.Token);
        var (input, output) = (response.Usage?.InputTokenCount ?? 0, response.Usage?.OutputTokenCount ?? 0);
        var model = response.ModelId ?? options.Value.ModelName;
        return new PlannedVideo(Storyboard.Parse(Extract(response.Text)), model, input + output, prices.Tokens(model, input, output));
    }

    private static (string Rules, string Asked) Text(CodeRequest request) => request switch
    {
        { Simpler: true } => (SimplerRules, request.Prompt),
        { Failure: { } failure } => (RepairRules, RepairPrompt.Of(request.Prompt, failure, ManimApi.Installed)),
        _ => (WriteRules, request.Prompt),
    };

    private async Task<WrittenCode> AskAsync(string rules, string asked, CancellationToken cancellationToken)
    {
        var response = await chat.GetResponseAsync(
            [new ChatMessage(ChatRole.System, rules), new ChatMessage(ChatRole.User, asked)],
            new ChatOptions { MaxOutputTokens = options.Value.MaxOutputTokens, Temperature = 0.2f }.For(AiTask.ManimCode),
            cancellationToken);
        var code = Extract(response.Text);
        var (input, output) = (response.Usage?.InputTokenCount ?? 0, response.Usage?.OutputTokenCount ?? 0);
        var model = response.ModelId ?? options.Value.ModelName;
        return new WrittenCode(code, TitleOf(code), model, input + output, prices.Tokens(model, input, output));
    }

    /// <summary>The longest fenced block, or the whole text where there is no fence.</summary>
    internal static string Extract(string text)
    {
        var blocks = Fence().Matches(text);
        return (blocks.Count == 0 ? text : blocks.MaxBy(b => b.Groups[1].Length)!.Groups[1].Value).Trim();
    }

    internal static string? TitleOf(string code) =>
        Title().Match(code) is { Success: true } match ? match.Groups[1].Value.Trim() : null;

    [GeneratedRegex("```(?:\\w+)?[^\\S\\n]*\\n(.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex("^# title: (.{1,100})$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Title();
}
