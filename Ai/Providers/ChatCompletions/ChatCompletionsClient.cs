using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.Providers.ChatCompletions;

/// <summary>
/// A client of OpenAI's chat completions, as the backends that call themselves compatible speak them. In a stream calls come as
/// <see cref="FunctionCallDelta"/>. Usage is recorded in the exchange.
/// </summary>
internal sealed class ChatCompletionsClient(ProviderTransport transport, Uri address, string model, RefusedMembers refused) : IChatClient
{
    /// <summary>How often one call is sent again without a member that was refused.</summary>
    private const int MaxLessons = 3;

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync([.. messages], options, stream: false, cancellationToken).ConfigureAwait(false);
        var reader = Reader(answer, options);
        var body = await ProviderTransport.ReadAllAsync(answer, cancellationToken).ConfigureAwait(false);
        List<AIContent> contents;
        var isDone = false;
        var start = body.Span.TrimStart(" \t\r\n\uFEFF"u8);
        if (start is [(byte)'{' or (byte)'[', ..])
        {
            contents = [.. reader.Read(start)];
        }
        else
        {
            // Some send a stream although nobody asked for one.
            contents = [];
            using var memory = new MemoryStream(body.ToArray());
            using var events = new EventReader(memory);
            while (await events.ReadAsync(cancellationToken).ConfigureAwait(false))
                contents.AddRange(reader.Read(events.Data, events.IsError));
            isDone = events.IsDone;
        }

        contents.AddRange(reader.End(isDone));
        if (!reader.HasOutput) throw new JsonException("There is no answer.");
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, AnswerAssembly.Contents(contents)))
        {
            FinishReason = reader.Finish, ModelId = model, AdditionalProperties = reader.Marks,
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync([.. messages], options, stream: true, cancellationToken).ConfigureAwait(false);
        var reader = Reader(answer, options);
        using var events = new EventReader(answer.Body);
        var isFirst = true;
        while (await events.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var contents = reader.Read(events.Data, events.IsError);
            if (contents.Count == 0) continue;
            yield return new ChatResponseUpdate(ChatRole.Assistant, contents)
            {
                ModelId = model, AdditionalProperties = isFirst ? reader.Marks : null,
            };
            isFirst = false;
        }

        if (events.IsDone) await events.EndAsync(cancellationToken).ConfigureAwait(false);
        var rest = reader.End(events.IsDone);
        yield return new ChatResponseUpdate(ChatRole.Assistant, rest) { ModelId = model, FinishReason = reader.Finish };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }

    private Task<ProviderAnswer> SendAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool stream, CancellationToken cancellationToken) => refused.SendAsync(
            model,
            MaxLessons,
            without => new RequestWriter(transport.Dialect, model, without).Write(messages, options, stream),
            body => transport.SendAsync(address, body, cancellationToken));

    private AnswerReader Reader(ProviderAnswer answer, ChatOptions? options) => new(
        transport.Dialect,
        answer.Exchange,
        answer.Hint,
        options?.Tools is { Count: > 0 } tools ? [.. tools.Select(t => t.Name)] : [],
        options?.AdditionalProperties?.ContainsKey(RequestMembers.LogProbs) == true,
        options?.AdditionalProperties?.ContainsKey(ProviderRequest.ThoughtsApart) == true);
}
