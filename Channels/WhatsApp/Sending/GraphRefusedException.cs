using System.Net;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>The Graph API did not take a request, or would not, so that none was made; carries what that means for the message.</summary>
internal sealed class GraphRefusedException(WhatsAppFault fault) : Exception(fault.Detail)
{
    public WhatsAppFault Fault => fault;

    /// <summary>The HTTP status, or null where no request was made.</summary>
    public HttpStatusCode? Status { get; init; }

    public SendResult Result => fault.ToSendResult();
}
