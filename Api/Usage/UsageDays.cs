using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Usage;

/// <summary>The days that usage is asked for.</summary>
internal static class UsageDays
{
    public const int Max = 400;

    /// <summary>Null where it is no day.</summary>
    public static DateOnly? Of(string? text, DateOnly otherwise) => text is null
        ? otherwise
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static ProblemHttpResult NoDay(string name) => Problems.Invalid((name, "Must be a day such as 2026-11-23."));

    /// <summary>Null where they are in order, and not too many.</summary>
    public static ProblemHttpResult? Check(DateOnly first, DateOnly last) =>
        last < first || last.DayNumber - first.DayNumber >= Max
            ? Problems.Invalid(("to", $"Must be from 0 to {Max - 1} days after from."))
            : null;
}
