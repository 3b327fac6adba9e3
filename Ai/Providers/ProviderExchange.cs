namespace ObsidianVault.Ai.Providers;

/// <summary>
/// What went over the wire in one attempt. The SDKs hide it: errors inside a stream, provider-specific usage fields, and
/// whether the request was sent at all.
/// </summary>
internal sealed class ProviderExchange
{
    private static readonly AsyncLocal<ProviderExchange?> s_current = new();

    /// <summary>The exchange of the current attempt.</summary>
    public static ProviderExchange? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    public WireUsage Usage { get; } = new();

    /// <summary>Whether the provider may have started working: from then on a cancelled call may be charged.</summary>
    public bool WasSent { get; set; }

    /// <summary>Whether the provider accepted the request with status 200.</summary>
    public bool WasAccepted { get; set; }
}
