using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ObsidianVault.Api.Gateway.Errors;

/// <summary>Ends a request with a problem, from where no result can be returned: while a body is read, or a parameter bound.</summary>
internal sealed class RefusedException(ProblemHttpResult problem) : Exception(problem.ProblemDetails.Detail)
{
    public ProblemDetails Problem => problem.ProblemDetails;
}
