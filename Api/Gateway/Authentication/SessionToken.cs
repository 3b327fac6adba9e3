namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>A session's bearer token, <c>ovs_{session}_{secret}</c>.</summary>
internal readonly record struct SessionToken(string SessionId, string Secret)
{
    private const string Prefix = "ovs_";
    private const int MaxLength = 200;
    private const int PartLength = 26;

    public override string ToString() => $"{Prefix}{SessionId}_{Secret}";

    public static bool IsOne(string credential) => credential.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    public static SessionToken? Parse(string credential)
    {
        if (!IsOne(credential) || credential.Length > MaxLength) return null;
        var parts = credential[Prefix.Length..].Split('_');
        return parts is [{ Length: PartLength }, { Length: PartLength }] && parts.All(p => p.All(char.IsAsciiLetterOrDigit))
            ? new SessionToken(parts[0], parts[1])
            : null;
    }
}
