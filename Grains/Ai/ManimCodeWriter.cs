using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ledger;

namespace ObsidianVault.Ai;

/// <summary>Turns a prompt into Manim code.</summary>
public interface IManimCodeWriter
{
    /// <summary>The most that one call may cost, in US dollars.</summary>
    decimal WorstCase(string prompt);

    /// <exception cref="NoTopicException">The provider has nothing for this prompt.</exception>
    Task<WrittenCode> WriteAsync(string prompt, CancellationToken cancellationToken);
}

/// <param name="Tokens">In and out, of which <paramref name="Cost"/> is the price.</param>
public sealed record WrittenCode(string Code, string? Title, string Model, long Tokens, decimal Cost);

internal sealed partial class ManimCodeWriter(IChatClient chat, PriceTable prices, IOptions<AiOptions> options) : IManimCodeWriter
{
    private static readonly string SystemPrompt = Prompts.Read("manim-code.md");

    public decimal WorstCase(string prompt) =>
        prices.Tokens(options.Value.ModelName, SystemPrompt.Length + prompt.Length, options.Value.MaxOutputTokens);

    public async Task<WrittenCode> WriteAsync(string prompt, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.CodeDeadline);
        var response = await chat.GetResponseAsync(
            [new ChatMessage(ChatRole.System, SystemPrompt), new ChatMessage(ChatRole.User, prompt)],
            new ChatOptions { MaxOutputTokens = options.Value.MaxOutputTokens, Temperature = 0.2f }.For(AiTask.ManimCode),
            deadline.Token);
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

    [GeneratedRegex("```(?:python|py)?[^\\S\\n]*\\n(.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex("^# title: (.{1,100})$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Title();
}
