using System.Text;
using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai;

/// <summary>How large a request is, estimated: 4 bytes of text a token, a picture 1,000 tokens.</summary>
internal readonly record struct CallSize(long Tokens, int Images)
{
    private const int PerImage = 1_000;
    private const int PerMessage = 4;

    public static CallSize Of(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        long bytes = options?.Instructions is { } instructions ? Encoding.UTF8.GetByteCount(instructions) : 0;
        var images = 0;
        foreach (var message in messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is TextContent text) bytes += Encoding.UTF8.GetByteCount(text.Text);
                else if (content is DataContent or UriContent) images++;
                else if (content is FunctionCallContent function) bytes += 20 + function.Name.Length + (function.Arguments?.Sum(a => a.Key.Length + (a.Value?.ToString()?.Length ?? 0)) ?? 0);
                else if (content is FunctionResultContent result) bytes += 20 + (result.Result?.ToString()?.Length ?? 0);
            }
        }

        foreach (var tool in options?.Tools ?? [])
            bytes += tool.Name.Length + tool.Description.Length + (tool is AIFunctionDeclaration function ? function.JsonSchema.GetRawText().Length : 0);
        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema }) bytes += schema.GetRawText().Length;
        return new CallSize(((bytes + 3) / 4) + (messages.Count * PerMessage) + (images * PerImage), images);
    }

    public static long TokensOf(string text) => (Encoding.UTF8.GetByteCount(text) + 3) / 4;

    public AiUsage WorstCase(int maxOutput) => new(Tokens, 0, 0, maxOutput, 0, Estimated: true);
}
