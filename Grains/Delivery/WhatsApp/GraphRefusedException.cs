namespace ObsidianVault.Delivery.WhatsApp;

/// <summary>The Graph API did not take a request; carries what that means for the message.</summary>
internal sealed class GraphRefusedException(SendResult result) : Exception(result.Detail)
{
    public SendResult Result => result;
}
