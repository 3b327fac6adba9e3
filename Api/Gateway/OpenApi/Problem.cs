namespace ObsidianVault.Api.Gateway.OpenApi;

/// <summary>An error: problem details of RFC 9457. Programs read the code, people the detail.</summary>
internal sealed record Problem
{
    /// <summary>The HTTP status in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What went wrong, which value, and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>
    /// Stable, for programs: such as invalid_request, malformed_json, unauthorized, not_found, gone,
    /// idempotency_conflict, busy.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>The request's id, as in the header X-Request-Id. Tell it to the operator.</summary>
    public required string RequestId { get; init; }

    /// <summary>With the code invalid_request: every fault, by the member of the body, the parameter or the header.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}

/// <summary>An error under /v1, in OpenAI's shape.</summary>
internal sealed record OpenAiProblem(OpenAiProblemError Error);

/// <summary>What went wrong.</summary>
/// <param name="Message">For people.</param>
/// <param name="Type">OpenAI's class of the error.</param>
/// <param name="Param">Which part of the request is at fault.</param>
/// <param name="Code">Stable, for programs.</param>
internal sealed record OpenAiProblemError(string Message, string Type, string? Param, string? Code);
