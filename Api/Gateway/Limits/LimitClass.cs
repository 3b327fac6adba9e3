namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>A class of routes with limits of its own. <see cref="RouteLimits"/> says which route has which.</summary>
internal enum LimitClass
{
    /// <summary>No limit: health, metrics, and webhooks, which the channels send at their own pace and sign.</summary>
    None,

    /// <summary>Calls of a model.</summary>
    Ai,

    /// <summary>Messages to people on WhatsApp.</summary>
    WhatsApp,

    /// <summary>Questions to the knowledge base.</summary>
    Knowledge,

    /// <summary>Writes to the knowledge base; a sync sends many.</summary>
    Documents,

    /// <summary>Pictures.</summary>
    Visualizer,

    /// <summary>Everything else that reads, and the pages.</summary>
    Read,

    /// <summary>Everything else that writes.</summary>
    Write,

    /// <summary>Streams of events, which stay open.</summary>
    Stream,

    /// <summary>New sessions, counted by address.</summary>
    Opening,

    /// <summary>Credentials that are not known, counted by address.</summary>
    Credentials,
}
