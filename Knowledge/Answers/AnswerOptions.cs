using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>Section <c>Answers</c>: answers from notes.</summary>
public sealed class AnswerOptions
{
    public const string Section = "Answers";

    /// <summary>How many passages an answer may rest on, where the request does not say. Default 8, 1 to 20.</summary>
    [Range(1, KnowledgeQuestion.MaxSources)]
    public int Sources { get; set; } = 8;

    /// <summary>
    /// The share of what a question asks for that a passage must have, to count as an answer to it. Default 0.3, 0 to 1.
    /// </summary>
    [Range(0.0, 1.0)]
    public double Relevance { get; set; } = 0.3;

    /// <summary>
    /// The same for a message of a chat that has collections attached and that may be about anything: below it, the message is
    /// answered without them. Default 0.5, 0 to 1.
    /// </summary>
    [Range(0.0, 1.0)]
    public double ChatRelevance { get; set; } = 0.5;

    /// <summary>How long what was found for a question is used again while no note changes. Default 10 minutes, 0 to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromMinutes(10);
}
