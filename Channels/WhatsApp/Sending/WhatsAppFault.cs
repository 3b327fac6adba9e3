using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>What an error of the Graph API asks of us.</summary>
internal enum WhatsAppRemedy
{
    /// <summary>The same message again, later. It may have been sent.</summary>
    Retry,

    /// <summary>Slow down all sending from the phone number; the message goes later.</summary>
    ThrottleNumber,

    /// <summary>People complain about the number: no campaigns from it for now; the message goes later.</summary>
    StopCampaigns,

    /// <summary>Wait with this person alone; the message goes later, and before that person's others.</summary>
    PauseConversation,

    /// <summary>Stop all sending and call the operator: token, permission, payment or policy. The message goes when that is mended.</summary>
    StopTenant,

    /// <summary>More than 24 hours since the person last wrote: only a template goes through.</summary>
    NeedsTemplate,

    /// <summary>The file or the type cannot be sent to this person: send a link or plain text instead.</summary>
    NeedsFallback,

    /// <summary>The person is not on WhatsApp, or cannot get our messages.</summary>
    RecipientGone,

    /// <summary>The person stopped our marketing messages.</summary>
    OptedOut,

    /// <summary>The template is paused, disabled, not approved or not as we fill it: use it no more until an operator has looked.</summary>
    DisableTemplate,

    /// <summary>Our settings with Meta do not allow this message; tell the operator. The message is dead.</summary>
    Misconfigured,

    /// <summary>The message is at fault, or Meta does not want it now; the same again never helps.</summary>
    DeadLetter,
}

/// <summary>An error of the Graph API, classified.</summary>
/// <param name="Code">Meta's code, or null where the answer had none.</param>
/// <param name="RetryAfter">How long to wait, where waiting helps and the time is known.</param>
/// <param name="Detail">Meta's words, for the log; no secrets.</param>
internal sealed record WhatsAppFault(WhatsAppRemedy Remedy, int? Code, TimeSpan? RetryAfter, string Detail)
{
    public SendResult ToSendResult() => Remedy switch
    {
        WhatsAppRemedy.Retry => new(SendOutcome.Retry, RetryAfter: RetryAfter, Detail: Detail),
        WhatsAppRemedy.ThrottleNumber => Blameless(LineFault.TooFast),
        WhatsAppRemedy.StopCampaigns => Blameless(LineFault.Spam),
        WhatsAppRemedy.StopTenant => Blameless(LineFault.Stopped),
        // Meta's advice: 4^X seconds, X from 0.
        WhatsAppRemedy.PauseConversation => new(SendOutcome.Retry, RetryAfter: RetryAfter ?? TimeSpan.FromSeconds(1), Detail: Detail) { Growth = 4 },
        WhatsAppRemedy.RecipientGone => new(SendOutcome.RecipientGone, Detail: Detail),
        WhatsAppRemedy.OptedOut => new(SendOutcome.OptedOut, Detail: Detail),
        WhatsAppRemedy.NeedsFallback => new(SendOutcome.FileRefused, Detail: Detail),
        WhatsAppRemedy.NeedsTemplate => new(SendOutcome.WindowClosed, Detail: Detail),
        _ => new(SendOutcome.Rejected, Detail: Detail),
    };

    private SendResult Blameless(LineFault line) => new(SendOutcome.Retry, RetryAfter: RetryAfter, Detail: Detail) { Blameless = true, Line = line };
}
