using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Prompts;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Ai.Scenes;

/// <summary>Looks at frames of a finished video, with the plan in hand. See docs/adr/0047.</summary>
public interface ISceneCritic
{
    /// <summary>Whether a model that sees is configured, and reviews are wanted.</summary>
    bool CanReview { get; }

    /// <summary>The verdict; a critic that fails, is silent or answers something else finds nothing.</summary>
    Task<SceneVerdict> ReviewAsync(SceneReview review, AiPayer payer, CancellationToken cancellationToken);
}

/// <param name="Sheet">A JPEG of numbered frames.</param>
/// <param name="Geometry">What the check of the geometry found; empty if nothing.</param>
public sealed record SceneReview(string Prompt, ScenePlan? Plan, ReadOnlyMemory<byte> Sheet, string Geometry);

/// <param name="Defects">What has to change, one sentence or two each; empty if the video is good, or nobody could say.</param>
/// <param name="Model">The model that looked; empty if none did.</param>
/// <param name="Cost">US dollars, already booked.</param>
public sealed record SceneVerdict(string Defects, string Model, decimal Cost);

internal sealed class SceneCritic(IAiService ai, ScenePrompts prompts, IOptions<AiOptions> options) : ISceneCritic
{
    private const int MaxOutput = 1_500;
    private const int MaxDefects = 4;
    private const int MaxAttempts = 2;
    private const int MaxText = 300;

    public bool CanReview =>
        !options.Value.IsOffline && prompts.Critic is not null && options.Value.ReviewDeadline > TimeSpan.Zero
        && ai.Models.Any(model => model is { IsClass: true, Vision: true, Name: AiClass.Vision });

    public async Task<SceneVerdict> ReviewAsync(SceneReview review, AiPayer payer, CancellationToken cancellationToken)
    {
        var call = new AiCall
        {
            User = payer.User,
            RequestId = payer.RequestId,
            Channel = payer.Channel,
            Class = AiClass.Vision,
            Messages =
            [
                new ChatMessage(ChatRole.System, prompts.Critic),
                new ChatMessage(ChatRole.User, [new TextContent(Asked(review)), new DataContent(review.Sheet, "image/jpeg")]),
            ],
            Options = new ChatOptions { Temperature = 0, MaxOutputTokens = MaxOutput, ResponseFormat = ChatResponseFormat.Json },
            Deadline = options.Value.ReviewDeadline,
            MaxAttempts = MaxAttempts,
            MayUseCache = false,
        };
        try
        {
            var answer = await ai.CompleteAsync(call, cancellationToken);
            return new SceneVerdict(DefectsOf(answer.Text), answer.Model, answer.Cost);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new SceneVerdict("", "", (exception as AiException)?.Cost ?? 0);
        }
    }

    private static string Asked(SceneReview review)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"What was asked for: {review.Prompt}\n\n");
        ScenePrompt.Append(text, review.Plan);
        text.Append("The check of the geometry: ").Append(review.Geometry.Length == 0 ? "nothing found." : review.Geometry);
        return text.ToString();
    }

    /// <summary>The defects of a bad verdict, as sentences; empty for any other answer.</summary>
    internal static string DefectsOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            var verdict = document.RootElement;
            if (verdict.GetProperty("verdict").GetString() != "bad") return "";
            var said = verdict.GetProperty("defects").EnumerateArray().Take(MaxDefects).Select(Said);
            return string.Join(' ', said.Where(s => s.Length > 0));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }

    private static string Said(JsonElement defect)
    {
        if (defect.ValueKind != JsonValueKind.Object) return "";
        var (what, fix) = (Text(defect, "what"), Text(defect, "fix"));
        if (what.Length == 0) return "";
        var frame = defect.TryGetProperty("frame", out var number)
            && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var n) && n > 0
            ? string.Create(CultureInfo.InvariantCulture, $"In frame {n}: ") : "";
        return $"{frame}{Sentence(what)}{(fix.Length == 0 ? "" : " " + Sentence(fix))}";
    }

    private static string Text(JsonElement defect, string name)
    {
        var text = defect.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!.ReplaceLineEndings(" ").Trim()
            : "";
        return text.Length <= MaxText ? text : text[..MaxText] + "…";
    }

    private static string Sentence(string text) => text[^1] is '.' or '!' or '?' or '…' ? text : text + ".";
}
