using System.Security.Claims;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>What somebody is to this service. One caller may be several: an administrator is an operator as well.</summary>
[Flags]
internal enum Roles
{
    /// <summary>Nobody in particular.</summary>
    None = 0,

    /// <summary>A session that anybody may open.</summary>
    Guest = 1,

    /// <summary>A person who signed in.</summary>
    User = 2,

    /// <summary>A program: an API key, or a token of an issuer in the settings.</summary>
    Service = 4,

    /// <summary>Answers people, sends for the service and looks after it.</summary>
    Operator = 8,

    /// <summary>Says who the operators are, and reads what they did.</summary>
    Admin = 16,
}

internal static class RoleClaims
{
    /// <summary>One claim for each role, with its name in small letters.</summary>
    public const string Type = "role";

    private static readonly (Roles Role, string Name)[] s_names =
        [.. Enum.GetValues<Roles>().Where(role => role != Roles.None).Select(role => (role, NameOf(role)))];

    public static string NameOf(Roles role) => role.ToString().ToLowerInvariant();

    /// <summary>The names of the roles, least first.</summary>
    public static string[] NamesOf(Roles roles) => [.. s_names.Where(one => roles.HasFlag(one.Role)).Select(one => one.Name)];

    /// <summary>The claims that say so. Whoever is an operator has the claim that the operators' endpoints ask for.</summary>
    public static IEnumerable<Claim> Of(Roles roles)
    {
        foreach (var name in NamesOf(roles)) yield return new Claim(Type, name);
        if (roles.HasFlag(Roles.Operator)) yield return new Claim(Access.OperatorClaim, "true");
    }

    public static Roles RolesOf(this ClaimsPrincipal user)
    {
        var roles = Roles.None;
        foreach (var claim in user.Claims)
        {
            if (claim.Type != Type) continue;
            foreach (var (role, name) in s_names)
            {
                if (claim.Value == name) roles |= role;
            }
        }

        return roles;
    }
}
