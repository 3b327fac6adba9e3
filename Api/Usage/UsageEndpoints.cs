using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Api.Usage;

/// <summary>What a session has spent.</summary>
internal static class UsageEndpoints
{
    private const int MaxEntries = 500;
    private const int DefaultEntries = 100;

    public static void MapUsage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/usage", GetAsync).RequireAuthorization(Access.Session).WithTags("usage").AnswersLike(UsageView.Example)
            .WithParameter("by", "day, model, channel, kind or request; a summary where it is left out.")
            .WithParameter("from", "The first day, such as 2026-11-01; the first of this month where it is left out.")
            .WithParameter("to", $"The last day; today where it is left out. At most {UsageDays.Max} days.")
            .WithParameter("limit", $"With by=request: how many entries, from 1 to {MaxEntries}; {DefaultEntries} where it is left out.")
            .WithParameter("before", "With by=request: the next of the page before.")
            .WithSummary("What was spent.")
            .WithDescription("In US dollars: a summary, or by day, model, channel, kind or request. Days are those of UTC.");

    private static async Task<Results<Ok<UsageView>, Ok<UsageTable>, Ok<UsageEntries>, ProblemHttpResult>> GetAsync(
        Caller caller, IClusterClient grains, TimeProvider time, string? by, string? from, string? to, int? limit, string? before)
    {
        var ledger = grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(caller.SessionId));
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (by is null) return TypedResults.Ok(await SummaryAsync(ledger, today));
        if (by == "request") return await EntriesAsync(ledger, limit, before);
        if (KeyOf(by) is not { } key) return Problems.Invalid(("by", "Must be day, model, channel, kind or request."));

        var (first, last) = (UsageDays.Of(from, new DateOnly(today.Year, today.Month, 1)), UsageDays.Of(to, today));
        if (first is null || last is null) return UsageDays.NoDay(first is null ? "from" : "to");
        if (UsageDays.Check(first.Value, last.Value) is { } fault) return fault;
        var rows = Group(await ledger.GetDaysAsync(first.Value, last.Value), key);
        return TypedResults.Ok(new UsageTable("USD", by, first.Value, last.Value, rows.Sum(r => r.Amount), rows));
    }

    private static async Task<UsageView> SummaryAsync(ILedgerGrain ledger, DateOnly today)
    {
        var usage = await ledger.GetUsageAsync();
        var days = await ledger.GetDaysAsync(new DateOnly(today.Year, today.Month, 1), today);
        return new UsageView
        {
            Total = usage.Total,
            Reserved = usage.Reserved,
            Today = usage.Today,
            ThisMonth = usage.ThisMonth,
            Forecast = usage.Forecast,
            MonthlyBudget = usage.Budget,
            DailyBudget = usage.DailyBudget,
            ResetsAt = usage.ResetsAt,
            TotalsByKind = usage.TotalsByKind,
            ByDay = Group(days, KeyOf("day")!),
            ByModel = Group(days, KeyOf("model")!),
            ByChannel = Group(days, KeyOf("channel")!),
            Entries = [.. usage.Entries.Select(UsageEntry.Of)],
        };
    }

    private static async Task<Results<Ok<UsageView>, Ok<UsageTable>, Ok<UsageEntries>, ProblemHttpResult>> EntriesAsync(
        ILedgerGrain ledger, int? limit, string? before)
    {
        if (limit is < 1 or > MaxEntries) return Problems.Invalid(("limit", $"Must be from 1 to {MaxEntries}."));
        EntryCursor? cursor = null;
        if (before is not null && (cursor = Decode(before)) is null) return Problems.Invalid(
            ("before", "Must be the \"next\" of the answer before."));
        var entries = await ledger.GetEntriesAsync(cursor, limit ?? DefaultEntries);
        var next = entries.Length == (limit ?? DefaultEntries) ? Encode(new EntryCursor(entries[^1].At, entries[^1].Charge.RequestId))
            : null;
        return TypedResults.Ok(new UsageEntries("USD", [.. entries.Select(UsageEntry.Of)], next));
    }

    private static Func<UsageSum, string>? KeyOf(string by) => by switch
    {
        "day" => sum => sum.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "model" => sum => sum.Item,
        "channel" => sum => sum.Channel.Length == 0 ? "unknown" : sum.Channel,
        "kind" => sum => sum.Kind,
        _ => null,
    };

    private static UsageRow[] Group(IEnumerable<UsageSum> sums, Func<UsageSum, string> key) =>
    [
        .. sums.GroupBy(key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => new UsageRow(g.Key, g.Sum(s => s.Amount), g.Sum(s => s.Entries))),
    ];

    private static string Encode(EntryCursor cursor) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{cursor.At.ToUnixTimeMilliseconds()} {cursor.RequestId}")))
        .Replace('+', '-').Replace('/', '_');

    private static EntryCursor? Decode(string text)
    {
        var bytes = new byte[Math.Min(text.Length, 2_000)];
        if (!Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), bytes, out var length)) return null;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(' ', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < 253_402_300_800_000
            ? new EntryCursor(DateTimeOffset.FromUnixTimeMilliseconds(at), parts[1])
            : null;
    }
}
