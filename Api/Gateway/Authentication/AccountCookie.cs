namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>The page's way to say who calls: a signed cookie that scripts cannot read.</summary>
internal static class AccountCookie
{
    /// <summary>The scheme that reads the cookie. It exists where people can sign in.</summary>
    public const string Scheme = "Cookie";

    /// <summary>Claim in the cookie: the account.</summary>
    public const string AccountClaim = "account";

    /// <summary>Claim in the cookie: when the person signed in, in milliseconds since 1970.</summary>
    public const string SinceClaim = "since";
}
