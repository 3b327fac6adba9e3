using System.Net;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>The Graph API rejected a request, or we did before sending it; carries what that means for the message.</summary>
internal sealed class GraphRefusedException(WhatsAppFault fault) : Exception(fault.Detail)
{
    public WhatsAppFault Fault => fault;

    /// <summary>The HTTP status, or null if no request was sent.</summary>
    public HttpStatusCode? Status { get; init; }

    public SendResult Result => fault.ToSendResult();
}
