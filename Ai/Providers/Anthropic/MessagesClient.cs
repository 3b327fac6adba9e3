using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Providers.ChatCompletions;

namespace ObsidianVault.Ai.Providers.Anthropic;

/// <summary>A client of Anthropic's messages. In a stream calls come as <see cref="FunctionCallDelta"/>.</summary>
internal sealed class MessagesClient(ProviderTransport transport, Uri address, string model, RefusedMembers refused) : IChatClient
{
    private const int MaxLessons = 2;

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync([.. messages], options, stream: false, cancellationToken).ConfigureAwait(false);
        var reader = new MessagesReader(transport.Dialect, answer.Exchange, answer.Hint);
        var contents = new List<AIContent>();
        var body = await ProviderTransport.ReadAllAsync(answer, cancellationToken).ConfigureAwait(false);
        using var memory = new MemoryStream(body.ToArray());
        using var events = new EventReader(memory);
        while (await events.ReadAsync(cancellationToken).ConfigureAwait(false)) contents.AddRange(reader.Read(events.Data, events.IsError));
        contents.AddRange(reader.End());
        if (!reader.HasOutput) throw new JsonException("There is no answer.");
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, AnswerAssembly.Contents(contents)))
        {
            FinishReason = reader.Finish, ModelId = model,
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync([.. messages], options, stream: true, cancellationToken).ConfigureAwait(false);
        var reader = new MessagesReader(transport.Dialect, answer.Exchange, answer.Hint);
        using var events = new EventReader(answer.Body);
        while (!reader.IsOver && await events.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var contents = reader.Read(events.Data, events.IsError);
            if (contents.Count > 0) yield return new ChatResponseUpdate(ChatRole.Assistant, contents) { ModelId = model };
        }

        if (reader.IsOver) await events.EndAsync(cancellationToken).ConfigureAwait(false);
        yield return new ChatResponseUpdate(ChatRole.Assistant, reader.End()) { ModelId = model, FinishReason = reader.Finish };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }

    private Task<ProviderAnswer> SendAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool stream, CancellationToken cancellationToken) => refused.SendAsync(
            model,
            MaxLessons,
            without => new MessagesWriter(transport.Dialect, model, without).Write(messages, options, stream),
            body => transport.SendAsync(address, body, cancellationToken));
}
