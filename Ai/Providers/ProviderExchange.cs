namespace ObsidianVault.Ai.Providers;

/// <summary>
/// What went over the wire in one attempt. The SDKs hide it: errors inside a stream, usage in fields of one provider only,
/// whether the request was sent at all.
/// </summary>
internal sealed class ProviderExchange
{
    private static readonly AsyncLocal<ProviderExchange?> s_current = new();

    /// <summary>The exchange of the attempt that runs here.</summary>
    public static ProviderExchange? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    public WireUsage Usage { get; } = new();

    /// <summary>Whether the provider may have begun to work: from here on a cancelled call may be charged.</summary>
    public bool WasSent { get; set; }

    /// <summary>Whether the provider accepted the request: status 200 came.</summary>
    public bool WasAccepted { get; set; }
}
