using System.Reflection;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>
/// The person that a request acts for: a session's, or the operator. A parameter of endpoints that require
/// <see cref="Access.Person"/>, and the one place that turns a credential into a <see cref="Reader"/>. The session is asked each
/// time, which is one call: so conversations that were just joined see each other's collections at once.
/// </summary>
/// <param name="Reader">Whose collections the request may see.</param>
/// <param name="CallerId">The same for every request with the credential, for idempotency and limits.</param>
internal sealed record Person(Reader Reader, string CallerId) : IBindableFromHttpContext<Person>
{
    public static async ValueTask<Person?> BindAsync(HttpContext context, ParameterInfo parameter) => await OfAsync(context);

    public static async Task<Person> OfAsync(HttpContext http)
    {
        if (http.User.FindFirst(Access.SessionIdClaim)?.Value is not { } session)
        {
            return http.User.HasClaim(claim => claim.Type == Access.OperatorClaim)
                ? new Person(Reader.Of(PersonId.Operator), PersonId.Operator)
                : throw new InvalidOperationException("The endpoint does not require a person.");
        }

        var grains = http.RequestServices.GetRequiredService<IClusterClient>();
        return new Person(await grains.GetGrain<ISessionGrain>(GrainKeys.Session(session)).GetReaderAsync(), session);
    }
}
