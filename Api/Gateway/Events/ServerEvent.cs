namespace ObsidianVault.Api.Gateway.Events;

/// <summary>One server-sent event.</summary>
/// <param name="Type">The event's name.</param>
/// <param name="Data">Written as JSON on one line.</param>
/// <param name="Id">What a client sends as <c>Last-Event-ID</c> to resume after this event; null where nothing can be resumed.</param>
internal sealed record ServerEvent(string Type, object Data, string? Id = null);
