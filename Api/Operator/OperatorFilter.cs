using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Http;

namespace ObsidianVault.Api.Operator;

/// <summary>Lets requests through that carry the operator's key. Without a key in the settings there is nothing here.</summary>
internal sealed class OperatorFilter(IOptions<OperatorOptions> options) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (options.Value.Key.Length == 0) return Problems.NotFound("address; the setting Operator:Key turns it on");
        var header = context.HttpContext.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && ConstantTime.Equals(header[Scheme.Length..].Trim(), options.Value.Key))
            return await next(context);
        context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Unauthorized("Send the operator's key as Authorization: Bearer KEY.");
    }
}
