using System.Collections.Concurrent;

namespace ObsidianVault.Fakes.OpenAi;

/// <summary>
/// Replays conversations with a model. Each is a file under <c>Conversations</c>: the person's request in the first line, then the
/// answers, each after a line such as <c>=== code</c> with the kind of the question that it answers, in the order of such questions.
/// </summary>
public sealed class RecordedModel
{
    private const string Mark = "=== ";
    private readonly List<Conversation> _conversations = [.. Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "Conversations"), "*.md")
        .Order(StringComparer.Ordinal).Select(Conversation.Read)];

    private readonly ConcurrentDictionary<string, int> _asked = new();

    /// <summary>What was asked and is in no recording.</summary>
    public ConcurrentQueue<string> Missing { get; } = new();

    /// <summary>The kinds of the answers that were given, in order.</summary>
    public ConcurrentQueue<string> Played { get; } = new();

    /// <summary>The requests that there are conversations about.</summary>
    public IEnumerable<string> Prompts => _conversations.Select(conversation => conversation.Prompt);

    public string Answer(OpenAiRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var kind = KindOf(request.SystemText);
        var asked = request.LastText("user") ?? "";
        var conversation = _conversations
            .Where(c => asked.Contains(c.Prompt, StringComparison.Ordinal)).MaxBy(c => c.Prompt.Length);
        var answers = conversation?.Answers.Where(answer => answer.Kind == kind).ToList() ?? [];
        var number = _asked.AddOrUpdate($"{conversation?.Prompt}\0{kind}", 0, (_, last) => last + 1);
        if (number < answers.Count)
        {
            Played.Enqueue(kind);
            return answers[number].Text;
        }

        Missing.Enqueue($"{kind} {number + 1}: {asked}");
        return "There is no recording.";
    }

    /// <summary>Which of the prompts for scenes a system message is.</summary>
    public static string KindOf(string system) => system switch
    {
        _ when system.StartsWith("You plan one", StringComparison.Ordinal) => "plan",
        _ when system.StartsWith("You plan an", StringComparison.Ordinal) => "storyboard",
        _ when system.StartsWith("You mend", StringComparison.Ordinal) => "repair",
        _ when system.StartsWith("You look at", StringComparison.Ordinal) => "review",
        _ when system.Contains("More ambitious versions", StringComparison.Ordinal) => "simpler",
        _ when system.Contains("The class Lesson", StringComparison.Ordinal) => "code",
        _ => "plain code",
    };

    private sealed record Conversation(string Prompt, List<(string Kind, string Text)> Answers)
    {
        public static Conversation Read(string path)
        {
            var lines = File.ReadAllLines(path);
            List<(string, string)> answers = [];
            for (var i = 1; i < lines.Length; i++)
            {
                if (!lines[i].StartsWith(Mark, StringComparison.Ordinal)) continue;
                var text = lines[(i + 1)..].TakeWhile(line => !line.StartsWith(Mark, StringComparison.Ordinal));
                answers.Add((lines[i][Mark.Length..].Trim(), string.Join('\n', text).Trim()));
            }

            return new Conversation(lines[0].Trim(), answers);
        }
    }
}
