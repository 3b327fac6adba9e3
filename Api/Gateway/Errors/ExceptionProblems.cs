using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Gateway.Errors;

/// <summary>Answers exceptions that say what is wrong with a request, or that the cluster does not answer. Others are ours: 500.</summary>
internal sealed partial class ExceptionProblems(IProblemDetailsService problems, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    /// <summary>The server's own faults with a body are input and output errors without a type of their own.</summary>
    private const string Server = "Microsoft.AspNetCore.Server.Kestrel.Core";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var watch = httpContext.Features.Get<BudgetWatch>();
        httpContext.Response.SetBudget(watch?.Decision);
        var isFull = ClusterFaults.IsFull(exception);
        if (isFull) LogFull(httpContext.Request.Method, httpContext.Request.Path);
        if (!isFull && OpenAiError.Of(exception, watch?.Decision) is { } error && httpContext.IsOpenAi())
        {
            await httpContext.WriteErrorAsync(error);
            return true;
        }

        if (ProblemOf(exception, watch) is not { } problem) return false;
        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
    }

    private static ProblemDetails? ProblemOf(Exception exception, BudgetWatch? watch) => exception switch
    {
        RefusedException refused => refused.Problem,
        _ when ClusterFaults.IsFull(exception) => Problems.Full().ProblemDetails,
        BadHttpRequestException fault => Explain(fault).ProblemDetails,
        IOException { Source: Server } fault => Problems.Malformed($"The body cannot be read: {fault.Message}").ProblemDetails,
        SessionBusyException busy => Problems.Busy(busy.Message).ProblemDetails,
        _ when ClusterFaults.Explains(exception) =>
            Problems.Busy("The service is starting or overloaded. Try again in a few seconds.").ProblemDetails,
        _ when OpenAiError.Of(exception, watch?.Decision) is { } error => AiProblem(error).ProblemDetails,
        _ => null,
    };

    /// <summary>A fault of an AI call, as a problem.</summary>
    public static ProblemHttpResult AiProblem(OpenAiError error) => Problems.Of(
        error.Status, error.Code, error.Message, error.RetryAfter is { } wait
            ? (int)Math.Ceiling(Math.Clamp(wait.TotalSeconds, 1, int.MaxValue)) : null, error.Param);

    /// <summary>What the server, or the binding of a parameter, found wrong.</summary>
    internal static ProblemHttpResult Explain(BadHttpRequestException fault)
    {
        if (Unreadable().Match(fault.Message) is { Success: true } unreadable)
            return Problems.Invalid((NameOf(unreadable),
                $"Must be {Kind(unreadable.Groups["type"].Value)}, and is \"{Shown(unreadable.Groups["value"].Value)}\"."));
        if (Missing().Match(fault.Message) is { Success: true } missing)
            return Problems.Invalid((NameOf(missing), $"Must be given in the {missing.Groups["where"].Value}."));
        return fault.StatusCode switch
        {
            StatusCodes.Status400BadRequest => Problems.Malformed(fault.Message),
            StatusCodes.Status408RequestTimeout => Problems.Of(fault.StatusCode, "request_timeout", "The request took too long to arrive."),
            StatusCodes.Status413PayloadTooLarge => Problems.Of(fault.StatusCode, "payload_too_large", "The request is too large."),
            StatusCodes.Status415UnsupportedMediaType => Problems.UnsupportedMediaType(fault.Message),
            var status => Problems.Of(status, "refused", fault.Message),
        };
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} was refused because a disk is full")]
    private partial void LogFull(string method, string path);

    /// <summary>The framework tells the parameter of the method; callers know it by its name in the query.</summary>
    private static string NameOf(Match match) => JsonNamingPolicy.SnakeCaseLower.ConvertName(match.Groups["name"].Value);

    private static string Kind(string type) => type switch
    {
        _ when type.Contains("int", StringComparison.OrdinalIgnoreCase) || type.Contains("long", StringComparison.OrdinalIgnoreCase) =>
            "a whole number",
        _ when type.Contains("bool", StringComparison.OrdinalIgnoreCase) => "true or false",
        _ when type.Contains("DateOnly", StringComparison.Ordinal) => "a day such as 2026-11-23",
        _ => "of another kind",
    };

    private static string Shown(string value) => value.Length <= 40 ? value : value[..40] + "…";

    [GeneratedRegex(
        """^Failed to bind parameter "(?<type>.+) (?<name>\w+)" from "(?<value>.*)"\.$""",
        RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unreadable();

    [GeneratedRegex(
        """^Required parameter "(?<type>.+) (?<name>\w+)" was not provided from (?<where>.+)\.$""",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Missing();
}
