using System.Collections.Frozen;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>The kinds of items in a webhook: the values of the tag "kind". Anything else is <see cref="Other"/>.</summary>
public static class WhatsAppKinds
{
    public const string Edit = "edit";
    public const string Revoke = "revoke";
    public const string Status = "status";
    public const string Consent = "consent";
    public const string Address = "address";
    public const string HumanReply = "human_reply";
    public const string System = "system";
    public const string Error = "error";
    public const string Account = "account";
    public const string Alert = "alert";
    public const string Template = "template";
    public const string Quality = "quality";
    public const string Call = "call";
    public const string Group = "group";
    public const string History = "history";
    public const string Other = "other";

    /// <summary>A completed form; WhatsApp's own word, since <see cref="MessageKinds"/> has none.</summary>
    public const string Flow = "flow";

    /// <summary>A person allows or forbids calls from us; Meta's own word.</summary>
    public const string CallPermission = "call_permission_reply";

    private static readonly FrozenSet<string> s_messages = FrozenSet.Create(
        MessageKinds.Text, MessageKinds.Image, MessageKinds.Audio, MessageKinds.Voice, MessageKinds.Video,
        MessageKinds.Document, MessageKinds.Sticker, MessageKinds.Location, MessageKinds.Contacts, MessageKinds.Reaction,
        MessageKinds.Button, MessageKinds.Order, MessageKinds.Unsupported, Flow, CallPermission);

    public static string Of(ChannelEvent happened) => happened switch
    {
        InboundMessage message => s_messages.Contains(message.Kind) ? message.Kind : Other,
        MessageEdited => Edit,
        MessageRevoked => Revoke,
        DeliveryReceipt => Status,
        ConsentChanged => Consent,
        AddressChanged => Address,
        Grains.Interfaces.Sessions.HumanReply => HumanReply,
        _ => Other,
    };

    /// <summary>The kind of a change whose field contains nothing for a session.</summary>
    public static string OfField(string field) => field switch
    {
        "account_alerts" => Alert,
        "account_update" or "account_review_update" or "account_settings_update" or "business_capability_update"
            or "phone_number_name_update" or "security" => Account,
        "message_template_quality_update" or "phone_number_quality_update" => Quality,
        "message_template_status_update" or "message_template_components_update" or "template_category_update" => Template,
        "calls" => Call,
        "history" or "smb_app_state_sync" => History,
        "flows" => Flow,
        _ => field.StartsWith("group_", StringComparison.Ordinal) ? Group : Other,
    };
}

/// <summary>An item in a webhook that goes to no session.</summary>
/// <param name="Kind">One of <see cref="WhatsAppKinds"/>.</param>
/// <param name="Outcome">One of <see cref="WhatsAppOutcomes"/>.</param>
/// <param name="Note">What an operator should know about it, or null; contains no personal data.</param>
public readonly record struct WhatsAppLeft(string Kind, string Outcome, string? Note = null);
