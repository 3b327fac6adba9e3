namespace ObsidianVault.Chaos.Storm;

/// <summary>Compares what people sent with what they got, once everything has come to rest.</summary>
public sealed class StormVerdict(StormDiary diary, StormMailbox mailbox, IReadOnlyDictionary<string, StormJob> jobs)
{
    /// <summary>
    /// How long after a channel took a message the process may have died that has not recorded it, and how late an outage may
    /// have begun that the record had to wait for.
    /// </summary>
    private static readonly TimeSpan s_unrecorded = TimeSpan.FromSeconds(15);

    public int Answered { get; private set; }

    public int Videos { get; private set; }

    public int Failures { get; private set; }

    public int Repeated { get; private set; }

    public void Judge(StormPerson person)
    {
        var letters = mailbox.Of(person);
        foreach (var unknown in letters.Where(l => l.Kind == LetterKind.Unknown)) Wrong(person, $"got something else: {unknown.Text}");
        JudgeChat(person, letters);
        JudgeJobs(person, letters);
    }

    private void JudgeChat(StormPerson person, IReadOnlyList<Letter> letters)
    {
        var asked = person.Asks.Where(ask => ask.Kind == AskKind.Chat).ToList();
        var answers = letters.Where(l => l.Kind == LetterKind.Answer).GroupBy(l => l.Key).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var (tag, got) in answers)
        {
            if (asked.All(ask => ask.Tag != tag)) Wrong(person, $"got an answer to {tag}, which was not asked");
            JudgeRepeats(person, got);
        }

        var unanswered = asked.Where(ask => !answers.ContainsKey(ask.Tag)).ToList();
        var apologies = letters.Where(l => l.Kind == LetterKind.Apology).ToList();
        Answered += asked.Count - unanswered.Count;
        foreach (var apology in apologies) Excuse(person, apology);
        if (unanswered.Count > apologies.Count)
            Wrong(person, $"has {apologies.Count} apologies but no answer to {string.Join(", ", unanswered)}");
        if (apologies.Count > unanswered.Count) Repeat(person, apologies[^1], apologies[..^1]);

        var order = letters.Where(l => l.Kind == LetterKind.Answer).Select(l => l.Key).Distinct().ToList();
        var expected = asked.Select(ask => ask.Tag).Where(order.Contains).ToList();
        if (!order.SequenceEqual(expected)) Wrong(person, $"got answers in the order {string.Join(' ', order)}");

        var help = letters.Where(l => l.Kind == LetterKind.Help).ToList();
        if (help.Count == 0) Wrong(person, "got no answer to /help");
        JudgeRepeats(person, help);
    }

    private void JudgeJobs(StormPerson person, IReadOnlyList<Letter> letters)
    {
        var asked = person.Asks.Where(ask => ask.IsJob).ToList();
        var accepted = letters.Where(l => l.Kind == LetterKind.Accepted).GroupBy(l => l.Key).ToList();
        foreach (var got in accepted) JudgeRepeats(person, [.. got]);
        if (accepted.Count != asked.Count) Wrong(person, $"asked for {asked.Count} videos; {accepted.Count} were accepted");

        var videos = letters.Where(l => l.Kind == LetterKind.Video).GroupBy(l => l.Key).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var got in videos.Values) JudgeRepeats(person, got);
        var failures = letters.Where(l => l.Kind == LetterKind.Failure).ToList();
        var failed = new List<StormJob>();
        foreach (var id in accepted.Select(got => got.Key))
        {
            var job = jobs.GetValueOrDefault(id);
            var isMade = job?.State is "Ready" or "Delivered" or "5" or "6";
            if (job is null) Wrong(person, $"has the job {id}, which does not exist");
            else if (isMade && !videos.ContainsKey(id)) Wrong(person, $"did not get the video of {job}");
            else if (!isMade && videos.ContainsKey(id)) Wrong(person, $"got a video of {job}");
            else if (!isMade) failed.Add(job);
        }

        Videos += videos.Count;
        Failures += failed.Count;
        if (failures.Count < failed.Count) Wrong(person, $"was told of {failures.Count} of the failures {string.Join(" | ", failed)}");
        if (failures.Count > failed.Count && failures.Count > 0) Repeat(person, failures[^1], failures[..^1]);
        JudgeFailures(person, asked, failed);
    }

    /// <summary>Only code of the person's own that is bad may fail, or what needed a provider while it was failing.</summary>
    private void JudgeFailures(StormPerson person, IReadOnlyList<Ask> asked, IReadOnlyList<StormJob> failed)
    {
        var bad = asked.Count(ask => ask.Kind == AskKind.BadCode);
        var byUser = failed.Where(job => job.Message?.Contains("no scene", StringComparison.OrdinalIgnoreCase) == true).ToList();
        if (byUser.Count != bad) Wrong(person, $"sent {bad} times bad code; {byUser.Count} jobs failed for it");
        foreach (var job in failed.Except(byUser))
        {
            var isProvider = job.Message?.Contains("provider did not answer", StringComparison.Ordinal) == true;
            if (isProvider && diary.Disturbances.Any(d => d.Kind == "provider")) diary.Note($"{person}: the provider failed {job}");
            else Wrong(person, $"had a job fail that is not their fault: {job}");
        }
    }

    private void JudgeRepeats(StormPerson person, List<Letter> same)
    {
        for (var i = 1; i < same.Count; i++) Repeat(person, same[i], same[..i]);
    }

    /// <summary>A message that came again: allowed where a process died or an outage came between the channel and the record.</summary>
    private void Repeat(StormPerson person, Letter again, IReadOnlyList<Letter> before)
    {
        Repeated++;
        var by = diary.Disturbances.LastOrDefault(d => IsLoss(d) && before.Any(b => d.Touches(b.At, s_unrecorded, s_unrecorded)));
        var times = string.Join(", ", before.Select(b => $"{b.At:HH:mm:ss.fff}"));
        var what = $"{person} got again at {again.At:HH:mm:ss.fff} what came at {times}: {again.Kind} {again.Key}";
        if (by is null) diary.Violation(what + ", and nothing had died");
        else diary.Note($"{what}, after {by}");
    }

    private void Excuse(StormPerson person, Letter apology)
    {
        if (diary.WasDisturbed(apology.At, TimeSpan.FromMinutes(4), TimeSpan.Zero, d => d.Kind == "provider"))
            diary.Note($"{person} got an apology at {apology.At:HH:mm:ss}, when the provider had failed");
        else Wrong(person, $"got an apology at {apology.At:HH:mm:ss.fff} although the provider had not failed");
    }

    private static bool IsLoss(Disturbance d) =>
        d.Kind is "database"
        || (d.Kind is "kill" or "freeze" or "terminate" or "ended" && d.Target.StartsWith("Silo", StringComparison.Ordinal));

    private void Wrong(StormPerson person, string what) => diary.Violation($"{person} {what}");
}
