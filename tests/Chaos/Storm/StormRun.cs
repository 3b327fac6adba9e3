using System.Net;
using System.Text.RegularExpressions;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos.Storm;

/// <summary>One storm: people and faults, then the calm, then the verdict.</summary>
public sealed partial class StormRun(
    StormSettings settings,
    StormDiary diary,
    VaultService vault,
    PostgreSqlServer database,
    S3Server objects,
    StormProvider provider,
    StormBooks books)
{
    private const int People = 24;

    /// <summary>Errors that are logged later than this after the last fault need an explanation of their own.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromMinutes(2);

    public async Task RunAsync(TimeSpan rest, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var webhooks = new StormWebhooks(vault, diary);
        var mailbox = new StormMailbox(vault, webhooks, diary, ended.Token);
        var people = Enumerable.Range(0, People)
            .Select(n => new StormPerson(n, isTelegram: n % 2 == 0, webhooks, diary, settings.Seed))
            .ToList();
        var faults = new StormFaults(vault, database, objects, provider, diary, settings.Seed);
        var supervisor = faults.SuperviseAsync(ended.Token);

        var storm = faults.RunAsync(settings.Duration, cancellationToken);
        await Task.WhenAll(people.Select(person => person.WriteAsync(storm, tellsStory: person.Number == 0, cancellationToken)));
        await storm;
        var calm = StormDiary.Now;
        diary.Write("storm", "the storm is over");

        await UntilAsync(() => AreReadyAsync(cancellationToken), "every front end is ready", rest, cancellationToken);
        await UntilAsync(() => IsAtRestAsync(people, mailbox, cancellationToken), "everything is answered", rest, cancellationToken);
        await Task.WhenAll(people.Select(person => person.SendAsync(AskKind.Help, cancellationToken)));
        await UntilAsync(
            () => Task.FromResult(people.All(person => mailbox.Of(person).Any(l => l.Kind == LetterKind.Help))),
            "everybody got an answer to /help", rest, cancellationToken);
        await UntilAsync(() => IsAtRestAsync(people, mailbox, cancellationToken), "nothing is left over", rest, cancellationToken);

        await ended.CancelAsync();
        await JudgeAsync(people, mailbox, calm, cancellationToken);
        if (supervisor.IsFaulted) diary.Violation($"the supervisor failed: {supervisor.Exception}");
    }

    private async Task JudgeAsync(List<StormPerson> people, StormMailbox mailbox, DateTimeOffset calm, CancellationToken cancellationToken)
    {
        var verdict = new StormVerdict(diary, mailbox, await books.JobsAsync(cancellationToken));
        foreach (var person in people) verdict.Judge(person);
        foreach (var left in await books.UnfinishedAsync(cancellationToken)) diary.Violation("left behind: " + left);
        foreach (var video in mailbox.Letters.Where(l => l.Kind == LetterKind.Video)) await OpenAsync(video, cancellationToken);
        await new StormLedger(diary, provider, books).JudgeAsync(cancellationToken);
        foreach (var (at, host, line) in diary.Errors.Where(error => error.At > calm + s_settling))
            diary.Violation($"an error in the calm, {at - calm} after the storm: {host}: {line}");
        foreach (var (_, host, line) in diary.Errors.Where(error => StormDiary.IsDefect(error.Line)))
            diary.Violation($"a defect: {host}: {line}");
        diary.Note($"{people.Sum(p => p.Asks.Count)} messages: {verdict.Answered} answers, {verdict.Videos} videos, "
            + $"{verdict.Failures} failures, {verdict.Repeated} repeated; {diary.Disturbances.Count} faults; "
            + $"{provider.Calls.Count} calls of the provider; {diary.Errors.Count} lines at Error");
    }

    /// <summary>The video's link works. HEAD does not use it up.</summary>
    private async Task OpenAsync(Letter video, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Link().Match(video.Text).Value);
        using var response = await vault.Http.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            diary.Violation($"the link of {video.Key} for {video.Address} gives {response.StatusCode}");
    }

    /// <summary>Whether every question has an answer, every job a result, and nothing is left to do in the database.</summary>
    private async Task<bool> IsAtRestAsync(List<StormPerson> people, StormMailbox mailbox, CancellationToken cancellationToken)
    {
        foreach (var person in people)
        {
            var letters = mailbox.Of(person);
            var answers = letters.Where(l => l.Kind == LetterKind.Answer).Select(l => l.Key).Distinct().Count()
                + letters.Count(l => l.Kind == LetterKind.Apology);
            var results = letters.Where(l => l.Kind == LetterKind.Video).Select(l => l.Key).Distinct().Count()
                + letters.Count(l => l.Kind == LetterKind.Failure);
            if (answers < person.Asks.Count(ask => ask.Kind == AskKind.Chat) || results < person.Asks.Count(ask => ask.IsJob)) return false;
        }

        return (await books.UnfinishedAsync(cancellationToken)).Count == 0;
    }

    private async Task<bool> AreReadyAsync(CancellationToken cancellationToken)
    {
        if (vault.Ended.Count > 0) return false;
        foreach (var api in VaultService.Wide.Where(host => host.StartsWith("Api", StringComparison.Ordinal)))
        {
            try
            {
                using var response = await vault.Http.GetAsync(new Uri(vault.AddressOf(api), "health/ready"), cancellationToken);
                var text = await response.Content.ReadAsStringAsync(cancellationToken);
                if (response.StatusCode != HttpStatusCode.OK || text.Contains("degraded", StringComparison.Ordinal)) return false;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Waits for the condition; where it does not come true, that is a violation, and the verdict says what is missing.</summary>
    private async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan patience, CancellationToken cancellationToken)
    {
        var since = StormDiary.Now;
        using var poll = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!await condition())
        {
            if (StormDiary.Now - since > patience)
            {
                diary.Violation($"did not happen in {patience}: {what}");
                return;
            }

            await poll.WaitForNextTickAsync(cancellationToken);
        }

        diary.Write("storm", $"{what}, after {StormDiary.Now - since}");
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Link();
}
