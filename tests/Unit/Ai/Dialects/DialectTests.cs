using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Providers.ChatCompletions;

namespace ObsidianVault.Unit.Ai.Dialects;

/// <summary>
/// What backends send, one recording each: what is read of it, whether it comes byte by byte or at once, and what is given out.
/// </summary>
public sealed class DialectTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Ai", "Dialects", "Recordings");

    [Theory, MemberData(nameof(Names))]
    public async Task Each_recording_is_read_as_it_is_meant(string name)
    {
        var recording = Recording.Read(Path.Combine(Folder, name + ".txt"));
        foreach (var block in new[] { 1, 7, 100_000 })
        {
            var read = await ReadAsync(recording, block, apart: false);
            var error = read.Error is null ? null : $"{read.Error.Status}";
            error.ShouldBe(recording["error"], name);
            if (error is not null) continue;
            var contents = AnswerAssembly.Contents(read.Contents);
            string Of(Func<AIContent, string?> text) => string.Concat(contents.Select(text));
            Of(c => c is TextContent text && !c.IsRefusal() ? text.Text : null).ShouldBe(recording["text"] ?? "");
            Of(c => c is TextContent text && c.IsRefusal() ? text.Text : null).ShouldBe(recording["refusal"] ?? "");
            Of(c => c is TextReasoningContent thought ? thought.Text : null).ShouldBe(recording["reasoning"] ?? "");
            string.Join(" | ", contents.OfType<FunctionCallContent>().Select(c => $"{c.Name} {c.ArgumentsText()}"))
                .ShouldBe(recording["calls"] ?? "");
            contents.OfType<FunctionCallContent>().Select(c => c.CallId).ShouldBeUnique();
            read.Finish?.Value.ShouldBe(recording["finish"]);
            if (recording["usage"] is { } usage)
            {
                var known = read.Exchange.Usage.Read()!;
                $"{known.Input} {known.Output} {known.CachedInput}".ShouldStartWith(usage);
            }

            if (recording["details"] is { } details)
                contents.OfType<TextReasoningContent>().ShouldHaveSingleItem().ProtectedData.ShouldBe(details);
            if (recording["extra"] is { } extra)
            {
                contents.Select(c => c.AdditionalProperties?.GetValueOrDefault("extra_content")).OfType<JsonElement>()
                    .ShouldHaveSingleItem().GetRawText().ShouldBe(extra);
            }
        }
    }

    /// <summary>OpenAI's SDKs read what is given out, and they know their own schema only.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task What_is_given_out_follows_OpenAIs_schema(string name)
    {
        var recording = Recording.Read(Path.Combine(Folder, name + ".txt"));
        if (recording["error"] is not null) return;
        var read = await ReadAsync(recording, 100_000, apart: false);
        var message = new ChatMessage(ChatRole.Assistant, AnswerAssembly.Contents(read.Contents));
        var answer = new AiResponse
        {
            Messages = [message], FinishReason = read.Finish!.Value, Provider = "p", Model = "m", Usage = AiUsage.None,
        };
        using var writer = new ChatWriter("1", 1, includeUsage: true);
        var whole = new System.Buffers.ArrayBufferWriter<byte>();
        writer.WriteAnswer(whole, answer);
        var choice = JsonNode.Parse(whole.WrittenSpan)!["choices"]![0]!;
        new[] { "stop", "length", "tool_calls", "content_filter" }.ShouldContain((string?)choice["finish_reason"]);
        foreach (var call in choice["message"]!["tool_calls"]?.AsArray() ?? [])
        {
            ((string?)call!["type"]).ShouldBe("function");
            ((string?)call["id"]).ShouldNotBeNullOrEmpty();
            JsonNode.Parse((string)call["function"]!["arguments"]!)!.GetValueKind().ShouldBe(JsonValueKind.Object);
        }

        // The stream adds up to the same answer.
        var (text, arguments, names) = ("", new SortedDictionary<int, string>(), new SortedDictionary<int, string>());
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        using var chunks = new ChatWriter("1", 1, includeUsage: false);
        for (var i = 0; i < read.Updates.Count; i++)
        {
            var isLast = i == read.Updates.Count - 1;
            chunks.WriteChunk(output, new AiChunk
            {
                Sequence = i, Update = new ChatResponseUpdate(ChatRole.Assistant, read.Updates[i]), Provider = "p", Model = "m",
                Completed = isLast ? answer : null,
            });
        }

        foreach (var line in Encoding.UTF8.GetString(output.WrittenSpan).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var delta = JsonNode.Parse(line["data: ".Length..])!["choices"]![0]!["delta"]!;
            text += (string?)delta["content"];
            foreach (var call in delta["tool_calls"]?.AsArray() ?? [])
            {
                var index = (int)call!["index"]!;
                if ((string?)call["id"] is { } id)
                {
                    id.ShouldNotBeEmpty();
                    names.ContainsKey(index).ShouldBeFalse("an id comes once");
                    names[index] = (string)call["function"]!["name"]!;
                }

                arguments[index] = arguments.GetValueOrDefault(index) + (string?)call["function"]!["arguments"];
            }
        }

        text.ShouldBe((string?)choice["message"]!["content"] ?? "");
        string.Join(" | ", names.Select(n => $"{n.Value} {arguments[n.Key]}")).ShouldBe(recording["calls"] ?? "");
        names.Keys.ShouldBe(Enumerable.Range(0, names.Count));
    }

    [Fact]
    public async Task In_a_chat_thoughts_within_the_text_are_kept_apart()
    {
        var recording = Recording.Read(Path.Combine(Folder, "minimax.txt"));
        foreach (var block in new[] { 1, 7, 100_000 })
        {
            var contents = AnswerAssembly.Contents((await ReadAsync(recording, block, apart: true)).Contents);
            string.Concat(contents.OfType<TextReasoningContent>().Select(c => c.Text)).Trim().ShouldBe("hm");
            string.Concat(contents.OfType<TextContent>().Select(c => c.Text)).ShouldBe("Hi");
        }
    }

    [Fact]
    public void Each_dialect_has_a_host_or_a_name_to_choose_it_by()
    {
        DialectTable.Of(new Uri("https://api.mistral.ai/v1"))!.Name.ShouldBe("mistral");
        DialectTable.Of(new Uri("https://my.openai.azure.com/openai/v1"))!.Name.ShouldBe("azure");
        DialectTable.Of(new Uri("http://127.0.0.1:11434/v1"))!.Name.ShouldBe("ollama");
        DialectTable.Of(new Uri("http://127.0.0.1:8000/v1")).ShouldBeNull();
        DialectTable.Of(new Uri("https://openai.azure.com.evil.example/v1")).ShouldBeNull();
        foreach (var kind in Enum.GetNames<ObsidianVault.Ai.Topology.AiProviderKind>().Where(k => k != "Catalogue"))
            DialectTable.All.Keys.ShouldContain(kind.ToLowerInvariant());
        var hosts = DialectTable.All.Values.SelectMany(d => d.Hosts).ToList();
        hosts.ShouldBeUnique();
    }

    private static async Task<Read> ReadAsync(Recording recording, int block, bool apart)
    {
        var exchange = new ProviderExchange();
        var reader = new AnswerReader(
            DialectTable.Named(recording["dialect"]!), exchange, default, recording["tools"]?.Split(',') ?? [], withLogProbs: true, apart);
        await using var source = new BlockStream(Encoding.UTF8.GetBytes(recording.Body), block);
        using var events = new EventReader(source);
        var updates = new List<List<AIContent>>();
        try
        {
            while (await events.ReadAsync(TestContext.Current.CancellationToken)) updates.Add(reader.Read(events.Data, events.IsError));
            updates.Add(reader.End(events.IsDone));
            return new Read(updates, reader.Finish, exchange, null);
        }
        catch (ProviderHttpException exception)
        {
            return new Read([], null, exchange, exception.Error);
        }
    }

    private sealed record Read(
        List<List<AIContent>> Updates, ChatFinishReason? Finish, ProviderExchange Exchange, ObsidianVault.Ai.Errors.ProviderError? Error)
    {
        public IEnumerable<AIContent> Contents => Updates.SelectMany(u => u);
    }

    /// <summary>Its head says what is in its body.</summary>
    private sealed record Recording(Dictionary<string, string> Head, string Body)
    {
        public string? this[string name] => Head.GetValueOrDefault(name)?.Replace("\\n", "\n", StringComparison.Ordinal);

        public static Recording Read(string file)
        {
            var parts = File.ReadAllText(file).Split("\n---\n", 2);
            return new Recording(parts[0].Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(l => l[0], l => l[1]), parts[1]);
        }
    }

    /// <summary>Returns at most this many bytes per read.</summary>
    private sealed class BlockStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
