using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>How people sign in to the page: at one OpenID Connect provider. Section <c>SignIn</c>.</summary>
public sealed class SignInOptions
{
    public const string Section = "SignIn";

    /// <summary>
    /// The provider: the address under which <c>/.well-known/openid-configuration</c> is; https, or http on this machine. Empty, the
    /// default: nobody signs in.
    /// </summary>
    public string Authority { get; set; } = "";

    /// <summary>What the provider calls this service. Its address for the answer is <c>/signin/callback</c> here.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret that the provider gave with it.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The claim whose values <c>operator</c> and <c>admin</c> make somebody one. Default <c>roles</c>.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>How long somebody stays signed in without coming back. Default 12 hours, 5 minutes to 90 days.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "90.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// Whether people may use the page and the API without signing in, with a session of <c>POST /api/v1/sessions</c>. Default true.
    /// </summary>
    public bool Guests { get; set; } = true;

    /// <summary>Whether people can sign in.</summary>
    public bool IsOn => Authority.Length > 0;
}
