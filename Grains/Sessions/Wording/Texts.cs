using System.Globalization;
using ObsidianVault.Grains.Interfaces.Maths;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Sessions.Inbox;

namespace ObsidianVault.Grains.Sessions.Wording;

/// <summary>What the product itself says in a chat, in one language. The languages are in <c>Texts.*.cs</c>.</summary>
internal sealed partial record Texts
{
    private const int MostAdvice = 3;
    private const int MostSources = 5;

    // Created on first use, because the order in which the files' static members are initialized is undefined.
    private static readonly Lazy<IReadOnlyDictionary<string, Texts>> s_all = new(() => new Dictionary<string, Texts>
    {
        ["en"] = English!,
        ["fr"] = French!,
        ["es"] = Spanish!,
        ["ar"] = Arabic,
    });

    /// <summary>The languages by ISO 639-1 code; English is the fallback.</summary>
    public static IReadOnlyDictionary<string, Texts> All => s_all.Value;

    public required string Name { get; init; }

    public required string Help { get; init; }

    public required string Welcome { get; init; }

    public required string DrawNeedsData { get; init; }
    public required string VideoNeedsPrompt { get; init; }

    public required string NoWords { get; init; }

    public required string FileKept { get; init; }

    /// <summary>The question assumed for a picture without words.</summary>
    public required string WhatIsThis { get; init; }

    public required string ChatFailed { get; init; }

    public required string BudgetUsed { get; init; }

    /// <summary>{0} what, {1} its length, {2} the limit.</summary>
    public required string TooLongFormat { get; init; }

    public required string Prompt { get; init; }

    public required string Code { get; init; }

    public required string Message { get; init; }

    /// <summary>{0} the command.</summary>
    public required string UnknownFormat { get; init; }

    /// <summary>{0} the job's id.</summary>
    public required string AcceptedFormat { get; init; }

    /// <summary>{0} the link's lifetime, {1} the job's id.</summary>
    public required string LinkFormat { get; init; }

    public required string Minutes { get; init; }

    public required string Seconds { get; init; }

    public required string YourVideo { get; init; }

    public required string Catalogue { get; init; }

    /// <summary>{0}: how many formulas hold; {1}: how many could not be checked.</summary>
    public required string CheckedFormat { get; init; }

    /// <summary>{0}: the formulas that are false.</summary>
    public required string FalseFormat { get; init; }

    /// <summary>{0} the job's id.</summary>
    public required string CancelledFormat { get; init; }

    public required string AnswerStopped { get; init; }

    public required string NothingToCancel { get; init; }

    /// <summary>{0} the job's id.</summary>
    public required string NoSuchJobFormat { get; init; }

    /// <summary>{0} how many are in progress.</summary>
    public required string TooManyJobsFormat { get; init; }

    public required string NoVideos { get; init; }

    /// <summary>{0} the total, {1} the monthly budget, {2} this month's cost so far, {3} its forecast for the whole month.</summary>
    public required string UsageFormat { get; init; }

    /// <summary>{0} the part used of the budget {1}, which is renewed at {2}.</summary>
    public required string NearBudgetFormat { get; init; }

    /// <summary>Says that the channel refused an answer after it had accepted it.</summary>
    public required string NotDelivered { get; init; }

    public required string OptedOut { get; init; }

    public required string TooManyMessages { get; init; }

    public required string OptedIn { get; init; }

    /// <summary>{0} the languages.</summary>
    public required string LanguagesFormat { get; init; }

    public required string LanguageSet { get; init; }

    /// <summary>{0} the code, {1} its lifetime.</summary>
    public required string LinkCodeFormat { get; init; }

    public required string Linked { get; init; }

    public required string LinkRefused { get; init; }

    /// <summary>{0} what confirms it.</summary>
    public required string ForgetFormat { get; init; }

    public required string Forgotten { get; init; }

    /// <summary>In a group.</summary>
    public required string ForgetAlone { get; init; }

    /// <summary>Buttons: at most 20 characters.</summary>
    public required string CancelButton { get; init; }

    public required string NewLinkButton { get; init; }

    /// <summary>In the order of <see cref="Quality"/>.</summary>
    public required string[] QualityButtons { get; init; }

    /// <summary>The states of a job, in the order of <see cref="JobState"/>.</summary>
    public required string[] States { get; init; }

    public static Texts Of(string? language) =>
        language is { Length: >= 2 } && All.TryGetValue(language[..2].ToLowerInvariant(), out var texts) ? texts : English;

    public string Start => $"{Welcome}\n\n{Help}";

    public string TooLong(string what, int length, int limit) =>
        string.Format(
            CultureInfo.InvariantCulture,
            TooLongFormat,
            what,
            length.ToString("N0", CultureInfo.InvariantCulture),
            limit.ToString("N0", CultureInfo.InvariantCulture));

    public string Unknown(string command) => string.Format(CultureInfo.InvariantCulture, UnknownFormat, command);

    public string NoSuchJob(string jobId) => string.Format(CultureInfo.InvariantCulture, NoSuchJobFormat, jobId);

    public string TooManyJobs(int inWork) => string.Format(CultureInfo.InvariantCulture, TooManyJobsFormat, inWork);

    public string Usage(UsageReport usage) =>
        string.Format(
            CultureInfo.InvariantCulture,
            UsageFormat,
            Money.Text(usage.Total),
            Money.Text(usage.Budget),
            Money.Text(usage.ThisMonth),
            Money.Text(usage.Forecast));

    public string NearBudget(BudgetDecision decision) =>
        string.Format(
            CultureInfo.InvariantCulture, NearBudgetFormat, Money.Text(decision.Used), Money.Text(decision.Budget), decision.ResetsAt);

    public string Accepted(JobSnapshot job) =>
        $"🎬 {string.Format(CultureInfo.InvariantCulture, AcceptedFormat, job.JobId)}\n{Progress(job)}";

    public string Progress(JobSnapshot job) => $"{States[(int)job.State]} {job.Percent} %";

    public string ProgressEdit(JobSnapshot job) => $"🎬 {job.JobId}\n{Bar(job.Percent)} {Progress(job)}";

    public string InQuality(Quality quality) => QualityButtons[(int)quality];

    public string Ready(JobSnapshot job, string link, TimeSpan lifetime) =>
        $"✅ {job.Title ?? YourVideo}\n{link}\n{string.Format(CultureInfo.InvariantCulture, LinkFormat, Span(lifetime), job.JobId)}"
        + (job.Mathematics is { } check ? Checked(check) : "")
        + (job.Provider == "catalogue" ? "\n" + Catalogue : "")
        + Sources(job)
        + string.Concat(job.Advice.Take(MostAdvice).Select(sentence => $"\n💡 {sentence}"));

    private static string Sources(JobSnapshot job) => job.Sources.IsDefaultOrEmpty ? ""
        : "\n📝 " + string.Join(", ", job.Sources.Take(MostSources).Select(s => NoteNames.Plain(s.Title)))
            + (job.Sources.Length > MostSources ? ", …" : "");

    /// <summary>The badge of a video: how many of its formulas were checked, or which are false.</summary>
    private string Checked(MathsCheck check) => check switch
    {
        { False: [_, ..] wrong } =>
            "\n⚠️ " + string.Format(CultureInfo.InvariantCulture, FalseFormat, string.Join("; ", wrong.Take(MostAdvice))),
        { Held: > 0 } => $"\n☑️ {string.Format(CultureInfo.InvariantCulture, CheckedFormat, check.Held, check.Open)}",
        _ => "",
    };

    public string Failed(JobSnapshot job) => job.State switch
    {
        JobState.Cancelled => "🚫 " + string.Format(CultureInfo.InvariantCulture, CancelledFormat, job.JobId),
        JobState.Expired => $"⌛ {job.JobId}: {job.Message}",
        _ => $"❌ {job.Message}",
    };

    public string Line(JobSnapshot job) => $"{job.JobId}: {Progress(job)} - {job.Message}";

    public string LinkCode(string code, TimeSpan lifetime) =>
        string.Format(CultureInfo.InvariantCulture, LinkCodeFormat, code, Span(lifetime));

    public string Languages => string.Format(
        CultureInfo.InvariantCulture, LanguagesFormat, string.Join(", ", All.Select(l => $"{l.Key} ({l.Value.Name})")));

    private string Span(TimeSpan span) => span.TotalMinutes >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} {Minutes}")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} {Seconds}");

    private static string Bar(int percent) => new string('▓', percent / 10) + new string('░', 10 - (percent / 10));
}
