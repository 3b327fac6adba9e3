using System.Text;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Routing;

/// <summary>The estimated size of a request: 4 bytes of text per token, 1,000 tokens per picture.</summary>
/// <param name="TextTokens">Everything but the pictures.</param>
/// <param name="Links">The number of pictures given as URLs.</param>
internal readonly record struct CallSize(long TextTokens, int Images, int Links = 0)
{
    private const int PerImage = 1_000;
    private const int PerMessage = 4;

    public long Tokens => TextTokens + (Images * PerImage);

    public static CallSize Of(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        long bytes = options?.Instructions is { } instructions ? Encoding.UTF8.GetByteCount(instructions) : 0;
        var (images, links) = (0, 0);
        foreach (var message in messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is TextContent text) bytes += Encoding.UTF8.GetByteCount(text.Text);
                else if (content is DataContent picture && picture.HasTopLevelMediaType("image")) images++;
                // Audio and documents have about as many tokens as kilobytes.
                else if (content is DataContent file) bytes += 4 * (file.Data.Length / 1_024);
                else if (content is UriContent) (images, links) = (images + 1, links + 1);
                else if (content is FunctionCallContent function) bytes += 20 + SizeOf(function);
                else if (content is FunctionResultContent result) bytes += 20 + (result.Result?.ToString()?.Length ?? 0);
            }
        }

        foreach (var tool in options?.Tools ?? [])
        {
            bytes += tool.Name.Length + tool.Description.Length;
            if (tool is AIFunctionDeclaration function) bytes += function.JsonSchema.GetRawText().Length;
        }

        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema }) bytes += schema.GetRawText().Length;
        return new CallSize(((bytes + 3) / 4) + (messages.Count * PerMessage), images, links);
    }

    public static long TokensOf(string text) => (Encoding.UTF8.GetByteCount(text) + 3) / 4;

    private static int SizeOf(FunctionCallContent call) => call.Name.Length + Encoding.UTF8.GetByteCount(call.ArgumentsText());

    /// <summary>
    /// The most it can amount to: text in other scripts has more tokens per byte, and a picture as many as the model counts for
    /// the largest one.
    /// </summary>
    public AiUsage WorstCase(AiModel model, int maxOutput) =>
        new((TextTokens * 4 / 3) + ((long)Images * model.PictureTokens), 0, 0, Math.Min(maxOutput, model.MaxOutput), 0, Estimated: true);
}
