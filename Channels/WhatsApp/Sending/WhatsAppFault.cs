using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>What to do about a Graph API error.</summary>
internal enum WhatsAppRemedy
{
    /// <summary>Send the same message again later. It may already have been sent.</summary>
    Retry,

    /// <summary>Meta itself is down or in maintenance: retry the same message later. Not the message's fault.</summary>
    Unavailable,

    /// <summary>Slow down all sending from the phone number; send the message later.</summary>
    ThrottleNumber,

    /// <summary>People report the number as spam: pause its campaigns; send the message later.</summary>
    StopCampaigns,

    /// <summary>Pause sending to this person only; send the message later, before that person's others.</summary>
    PauseConversation,

    /// <summary>
    /// Stop all sending and alert the operator: the token, a permission, the payment or a policy is the problem. The message
    /// is sent once that is fixed.
    /// </summary>
    StopTenant,

    /// <summary>More than 24 hours since the person last wrote: only a template can be sent.</summary>
    NeedsTemplate,

    /// <summary>The file or message type cannot be sent to this person: send a link or plain text instead.</summary>
    NeedsFallback,

    /// <summary>The person is not on WhatsApp or cannot receive our messages.</summary>
    RecipientGone,

    /// <summary>The person opted out of our marketing messages.</summary>
    OptedOut,

    /// <summary>The template is paused, disabled, not approved or filled in wrongly: stop using it until an operator has looked.</summary>
    DisableTemplate,

    /// <summary>Our Meta account is not configured for this message; tell the operator. The message is dropped.</summary>
    Misconfigured,

    /// <summary>Meta spares the person this marketing message: not within 24 hours, and it is stale after that.</summary>
    HeldBack,

    /// <summary>The message is invalid; sending it again never helps.</summary>
    DeadLetter,
}

/// <summary>A classified Graph API error.</summary>
/// <param name="Code">Meta's code, or null if the response had none.</param>
/// <param name="RetryAfter">How long to wait, if waiting helps and the time is known.</param>
/// <param name="Detail">Meta's text, for the log; contains no secrets.</param>
internal sealed record WhatsAppFault(WhatsAppRemedy Remedy, int? Code, TimeSpan? RetryAfter, string Detail)
{
    public SendResult ToSendResult() => Remedy switch
    {
        WhatsAppRemedy.Retry => new(SendOutcome.Retry, RetryAfter: RetryAfter, Detail: Detail),
        WhatsAppRemedy.Unavailable => Blameless(LineFault.None),
        WhatsAppRemedy.ThrottleNumber => Blameless(LineFault.TooFast),
        WhatsAppRemedy.StopCampaigns => Blameless(LineFault.Spam),
        WhatsAppRemedy.StopTenant => Blameless(LineFault.Stopped),
        // Meta's advice: wait 4^X seconds, with X starting at 0.
        WhatsAppRemedy.PauseConversation =>
            new(SendOutcome.Retry, RetryAfter: RetryAfter ?? TimeSpan.FromSeconds(1), Detail: Detail) { Growth = 4 },
        WhatsAppRemedy.RecipientGone => new(SendOutcome.RecipientGone, Detail: Detail),
        WhatsAppRemedy.OptedOut => new(SendOutcome.OptedOut, Detail: Detail),
        WhatsAppRemedy.NeedsFallback => new(SendOutcome.FileRefused, Detail: Detail),
        WhatsAppRemedy.NeedsTemplate => new(SendOutcome.WindowClosed, Detail: Detail),
        _ => new(SendOutcome.Rejected, Detail: Detail) { HeldBack = Remedy == WhatsAppRemedy.HeldBack },
    };

    private SendResult Blameless(LineFault line) =>
        new(SendOutcome.Retry, RetryAfter: RetryAfter, Detail: Detail) { Blameless = true, Line = line };
}
