using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Catalogue;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Prompts;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Maths;

namespace ObsidianVault.Ai.Scenes;

/// <summary>Plans one scene before its code is written. See docs/adr/0047.</summary>
public interface IScenePlanner
{
    /// <summary>Whether a model is configured that can plan, and plans are wanted.</summary>
    bool CanPlan { get; }

    /// <summary>
    /// What the exact engine knows about the request, and a plan by a cheap model. No failure of either is one of the caller: its part
    /// is then empty.
    /// </summary>
    Task<PlannedSceneText> PlanAsync(string prompt, AiPayer payer, CancellationToken cancellationToken);

    /// <summary>What the exact engine worked out about the request, in lines of text; empty if it knows nothing.</summary>
    Task<string> FactsAsync(string prompt, CancellationToken cancellationToken);
}

/// <param name="Model">The model that planned; empty if none did.</param>
/// <param name="Cost">US dollars, already booked.</param>
public sealed record PlannedSceneText(ScenePlan Plan, string Model, decimal Cost);

internal sealed class ScenePlanner(IAiService ai, CatalogueMaths maths, ScenePrompts prompts, IOptions<AiOptions> options) : IScenePlanner
{
    private const int MaxSteps = 20;
    private const int MaxFacts = 3_000;
    private const int MaxOutput = 2_000;

    // A scene can do without a plan: one more try for what is no plan, and no more bills.
    private const int MaxAttempts = 2;

    public bool CanPlan => !options.Value.IsOffline && prompts.Plan is not null && options.Value.PlanDeadline > TimeSpan.Zero;

    public async Task<PlannedSceneText> PlanAsync(string prompt, AiPayer payer, CancellationToken cancellationToken)
    {
        var facts = await FactsAsync(prompt, cancellationToken);
        var call = new AiCall
        {
            User = payer.User,
            RequestId = payer.RequestId,
            Channel = payer.Channel,
            Class = AiClass.Quick,
            Messages =
            [
                new ChatMessage(ChatRole.System, prompts.Plan),
                new ChatMessage(ChatRole.User, facts.Length == 0 ? prompt : $"{prompt}\n\n{ScenePrompt.Exactly(facts)}"),
            ],
            Options = new ChatOptions { Temperature = 0.4f, MaxOutputTokens = MaxOutput, ResponseFormat = ChatResponseFormat.Json },
            Deadline = options.Value.PlanDeadline,
            MaxAttempts = MaxAttempts,
        };
        try
        {
            var answer = await ai.CompleteAsync(call, cancellationToken);
            var (text, uses) = PlanReader.Read(answer.Text) ?? ("", "");
            return new PlannedSceneText(new ScenePlan(text, uses, facts), answer.Model, answer.Cost);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new PlannedSceneText(new ScenePlan("", "", facts), "", (exception as AiException)?.Cost ?? 0);
        }
    }

    public async Task<string> FactsAsync(string prompt, CancellationToken cancellationToken)
    {
        if (!CanPlan) return "";
        var worked = await maths.WorkOutAsync(prompt, cancellationToken);
        if (worked.Outcome != MathsOutcome.Answer) return "";
        var text = new StringBuilder();
        foreach (var step in worked.Steps.Take(MaxSteps))
            text.Append(CultureInfo.InvariantCulture, $"- {step.Tex}{(step.Why.Length == 0 ? "" : $"  ({step.Why})")}\n");
        if (text.Length > MaxFacts) text.Length = MaxFacts;
        return $"{worked.Title}\n{text}Result: {worked.Result}\n";
    }
}
