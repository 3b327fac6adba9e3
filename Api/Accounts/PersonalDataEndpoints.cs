using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Api.Jobs;
using ObsidianVault.Api.Usage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Accounts;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.WebChat;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.Accounts;

/// <summary>What is a person's: all of it to take away, and all of it to erase.</summary>
internal static class PersonalDataEndpoints
{
    private const string Confirmation = "everything";
    private const int EntriesAtOnce = 500;
    private const int MaxEntries = 10_000;
    private static readonly DateTimeOffset s_exampleTime = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static void MapPersonalData(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/account/data").WithTags("accounts").RequireAuthorization(Access.Session);
        group.MapGet("", ExportAsync).AnswersLike(Example)
            .WithSummary("Everything that is the caller's, as one JSON object.")
            .WithDescription("Who they are, the conversation on all joined channels, the messages of the web chat, jobs, charges, keys "
                + "without the keys, and collections with the addresses that export their documents. At most 10,000 of each.");
        group.MapDelete("", EraseAsync).WithParameter("confirm", $"Must be {Confirmation}.")
            .WithSummary("Erases everything that is the caller's.")
            .WithDescription("In every store: the conversation on all joined channels, web chats, jobs and videos, files, own collections, "
                + "keys and who they are; sign-ins and tokens end. It begins at once and ends within minutes. What stays: how much was "
                + "spent on each day, that somebody wants to hear nothing, and what was written down of operators. Pictures of the "
                + "visualizer, stored responses and the answers to named writes end with their lifetimes.");
    }

    private static async Task<Ok<PersonalData>> ExportAsync(Caller caller, Person person, IClusterClient grains, IKnowledgeStore store,
        CancellationToken cancelled)
    {
        var session = grains.GetGrain<ISessionGrain>(GrainKeys.Session(caller.SessionId));
        var (state, keys, kin, lines) = (
            await grains.GetGrain<IAccountGrain>(GrainKeys.Account(caller.SessionId)).GetAsync(),
            await grains.GetGrain<IAccountGrain>(GrainKeys.Account(caller.SessionId)).GetKeysAsync(),
            await session.GetKinAsync(), await session.GetLinesAsync());
        var chats = await session.GetChatsAsync();
        foreach (var chat in chats)
            lines = lines.AddRange(await grains.GetGrain<ISessionGrain>(GrainKeys.Session(chat.SessionId)).GetLinesAsync());
        var snapshot = await session.GetAsync();
        var jobIds = snapshot.JobIds;
        foreach (var chat in chats)
            jobIds = jobIds.AddRange((await grains.GetGrain<ISessionGrain>(GrainKeys.Session(chat.SessionId)).GetAsync()).JobIds);
        var jobs = await Task.WhenAll(jobIds.Select(id => grains.FindOwnJobAsync(caller, id)));
        var collections = (await store.ListCollectionsAsync(person.Reader, cancelled)).Where(c => person.Reader.People.Contains(c.Owner));
        return TypedResults.Ok(new PersonalData(
            caller.SessionId,
            state.Identity is { } identity
                ? new PersonalIdentity(identity.Issuer, identity.Subject, identity.Name, identity.Email) : null,
            [.. snapshot.Addresses.Select(address => $"{address.Channel}:{address.ExternalId}")],
            [.. lines.Select(line => new PersonalLine(line.Role, line.Text, line.At))],
            [.. (await WebAsync(grains, kin.AddRange(chats.Select(chat => chat.SessionId)))).Select(message => new PersonalLine(
                message.IsTheirs ? "user" : "assistant", message.Text, message.At))],
            [.. jobs.OfType<Grains.Interfaces.Jobs.JobSnapshot>().Select(job => JobView.Of(job))],
            [.. (await ChargesAsync(grains, caller)).Select(UsageEntry.Of)],
            [.. keys.Select(KeyView.Of)],
            [.. collections.Select(c => new PersonalCollection(c.Id, c.Name, $"/api/v1/rag/collections/{c.Id}/export"))]));
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> EraseAsync(string? confirm, Caller caller, IClusterClient grains)
    {
        if (confirm != Confirmation) return Problems.Invalid(("confirm", $"Must be {Confirmation}: what is erased cannot be had back."));
        await grains.GetGrain<ISessionGrain>(GrainKeys.Session(caller.SessionId)).EraseAsync();
        // Not only in the background: from the answer on nothing of the caller counts.
        await grains.GetGrain<IAccountGrain>(GrainKeys.Account(caller.SessionId)).EraseAsync();
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<List<WebMessage>> WebAsync(IClusterClient grains, ImmutableArray<string> kin)
    {
        var all = new List<WebMessage>();
        foreach (var id in kin)
        {
            var thread = grains.GetGrain<IWebThreadGrain>(GrainKeys.WebThread(id));
            var before = long.MaxValue;
            while (await thread.ReadAsync(before, WebLimits.MaxRead) is { IsEmpty: false } page)
            {
                all.AddRange(page);
                before = page[0].Sequence;
            }
        }

        return [.. all.OrderBy(message => message.At)];
    }

    private static async Task<List<LedgerEntry>> ChargesAsync(IClusterClient grains, Caller caller)
    {
        var ledger = grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(caller.SessionId));
        var all = new List<LedgerEntry>();
        EntryCursor? before = null;
        while (all.Count < MaxEntries && await ledger.GetEntriesAsync(before, EntriesAtOnce) is { IsEmpty: false } page)
        {
            all.AddRange(page);
            before = new EntryCursor(page[^1].At, page[^1].Charge.RequestId);
        }

        return all;
    }

    private static PersonalData Example => new(
        "c4hk2vq6m3ya5znd7xw2tb4e6u", new PersonalIdentity("https://login.example", "248289761001", "Ada", "ada@example.org"),
        ["telegram:42"], [new PersonalLine("user", "What is a derivative?", s_exampleTime)], [], [], [], [],
        [new PersonalCollection("k5w2hq7mzn3vd4cx6tya2b5eou", "My notes", "/api/v1/rag/collections/k5w2hq7mzn3vd4cx6tya2b5eou/export")]);
}

/// <summary>Everything that is a person's.</summary>
/// <param name="AccountId">The account, which is also the session.</param>
/// <param name="Identity">What the identity provider said; null for a guest.</param>
/// <param name="Addresses">Where the person wrote from.</param>
/// <param name="Conversation">The lines of the conversation on all joined channels, and of the account's chats, each oldest first.</param>
/// <param name="WebMessages">What the page shows, oldest first.</param>
/// <param name="Jobs">Videos, with their code.</param>
/// <param name="Charges">What was spent, newest first.</param>
/// <param name="Keys">API keys, without the keys themselves.</param>
/// <param name="Collections">Own collections, and where their documents are to be had.</param>
internal sealed record PersonalData(
    string AccountId, PersonalIdentity? Identity, string[] Addresses, PersonalLine[] Conversation, PersonalLine[] WebMessages,
    JobView[] Jobs, UsageEntry[] Charges, KeyView[] Keys, PersonalCollection[] Collections);

/// <summary>Who the identity provider says that this is.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The provider's id of the person.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Email">Their address, where the provider has verified it.</param>
internal sealed record PersonalIdentity(string Issuer, string Subject, string? Name, string? Email);

/// <summary>A line of a conversation.</summary>
/// <param name="Role">user, assistant or human, which is one of our people.</param>
/// <param name="Text">What was said.</param>
/// <param name="At">When.</param>
internal sealed record PersonalLine(string Role, string Text, DateTimeOffset At);

/// <summary>A collection of the person's own.</summary>
/// <param name="CollectionId">Names it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Export">The address that sends its documents as they came.</param>
internal sealed record PersonalCollection(string CollectionId, string Name, string Export);
