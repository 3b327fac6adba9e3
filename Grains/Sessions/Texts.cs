using System.Globalization;

namespace ObsidianVault.Sessions;

/// <summary>What the product itself says in a chat.</summary>
internal static class Texts
{
    public const string Help = """
        I explain mathematics in short videos.

        /video Explain the derivative of x^2 - makes a video
        /status - your videos; /status ID - one of them, with a new link
        /cancel ID - stops a video
        /usage - what you have spent
        /help - this text

        Send Manim code (from manim import * …, one Scene class) and I render it as it is. Anything else is a chat.
        """;

    public const string Start = "Welcome to Obsidian Vault!\n\n" + Help;

    public const string VideoNeedsPrompt = "What should the video explain? For example: /video Explain the derivative of x^2";

    public const string Empty = "I can read text only. Send /help to see what I can do.";

    public const string ChatFailed = "The AI provider did not answer. Please try again in a minute.";

    public const string BudgetUsed = "Your budget for this month is used up.";

    public static string TooLong(string what, int length, int limit) => string.Create(
        CultureInfo.InvariantCulture, $"Your {what} has {length:N0} characters; at most {limit:N0} are possible. Please shorten it.");

    public static string Unknown(string command) => $"I do not know /{command}. Send /help to see what I can do.";

    public static string Accepted(JobSnapshot job) => $"🎬 Your video is on its way: job {job.JobId}\n{Progress(job)}";

    public static string Progress(JobSnapshot job) => $"{job.State} {job.Percent} %";

    public static string ProgressEdit(JobSnapshot job) =>
        $"🎬 Job {job.JobId}\n{Bar(job.Percent)} {Progress(job)}";

    public static string Ready(JobSnapshot job, string link, TimeSpan lifetime) =>
        $"✅ {job.Title ?? "Your video"}\n{link}\nThe link works for {Span(lifetime)}; /status {job.JobId} gives a new one.{Face(job)}";

    public static string Failed(JobSnapshot job) => job.State switch
    {
        JobState.Cancelled => $"🚫 Job {job.JobId} was cancelled.",
        JobState.Expired => $"⌛ Job {job.JobId}: {job.Message}",
        _ => $"❌ {job.Message}",
    };

    public static string Line(JobSnapshot job) => $"{job.JobId}: {Progress(job)} - {job.Message}";

    private static string Face(JobSnapshot job) =>
        job.Provider == "catalogue" ? "\nMade from the offline catalogue; the operator can set an AI key for any other topic." : "";

    private static string Span(TimeSpan span) => span.TotalMinutes >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} seconds");

    private static string Bar(int percent) => new string('▓', percent / 10) + new string('░', 10 - (percent / 10));
}
