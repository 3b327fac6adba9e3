using System.Text;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Routing;

/// <summary>How large a request is, estimated: 4 bytes of text a token, a picture 1,000 tokens.</summary>
/// <param name="TextTokens">All but the pictures.</param>
/// <param name="Links">How many of the pictures are addresses.</param>
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
                else if (content is DataContent) images++;
                else if (content is UriContent) (images, links) = (images + 1, links + 1);
                else if (content is FunctionCallContent function) bytes += 20 + function.Name.Length + (function.Arguments?.Sum(a => a.Key.Length + (a.Value?.ToString()?.Length ?? 0)) ?? 0);
                else if (content is FunctionResultContent result) bytes += 20 + (result.Result?.ToString()?.Length ?? 0);
            }
        }

        foreach (var tool in options?.Tools ?? [])
            bytes += tool.Name.Length + tool.Description.Length + (tool is AIFunctionDeclaration function ? function.JsonSchema.GetRawText().Length : 0);
        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema }) bytes += schema.GetRawText().Length;
        return new CallSize(((bytes + 3) / 4) + (messages.Count * PerMessage), images, links);
    }

    public static long TokensOf(string text) => (Encoding.UTF8.GetByteCount(text) + 3) / 4;

    /// <summary>What it may come to: text of other scripts than ours has more tokens a byte, and pictures as many as the model counts for the largest.</summary>
    public AiUsage WorstCase(AiModel model, int maxOutput) =>
        new((TextTokens * 4 / 3) + ((long)Images * model.PictureTokens), 0, 0, Math.Min(maxOutput, model.MaxOutput), 0, Estimated: true);
}
