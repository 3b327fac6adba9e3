namespace ObsidianVault.Ai.Providers;

/// <summary>
/// What went over the wire in one attempt: whether the request was sent, when bytes last came, and what usage was reported.
/// </summary>
internal sealed class ProviderExchange
{
    private static readonly AsyncLocal<ProviderExchange?> s_current = new();
    private long _lastByte;

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

    /// <summary>
    /// When bytes of the answer last came, as a timestamp of the time provider: the status line, a comment, an event without content.
    /// 0 before the first.
    /// </summary>
    public long LastByte
    {
        get => Volatile.Read(ref _lastByte);
        set => Volatile.Write(ref _lastByte, value);
    }
}
