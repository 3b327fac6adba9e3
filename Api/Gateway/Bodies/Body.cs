using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace ObsidianVault.Api.Gateway.Bodies;

/// <summary>
/// The JSON body of a request, as a parameter of an endpoint. What is wrong with it is answered before the endpoint
/// runs.
/// </summary>
internal sealed class Body<T>(T value) : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    public T Value => value;

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
        return new Body<T>(await JsonBody.ReadAsync<T>(context, new BodyLimits(options.MaxBodyBytes, options.BodyTime)));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}
