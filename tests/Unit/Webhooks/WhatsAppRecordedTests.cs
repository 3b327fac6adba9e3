namespace ObsidianVault.Unit.Webhooks;

/// <summary>The result of each payload that Meta documents or others recorded. The payloads are kept outside the repository.</summary>
public sealed class WhatsAppRecordedTests
{
    private const string Also = "+US.13491208655302741918+US.ENT.11815799212886844830";
    private const string Sheena = "@16505551234 by:Sheena Nelson";
    private const string User = "@972987654321" + Also + " by:Test Name";
    private const string Flow =
        "(comment_text: Comment Text; delivery_rating: 4; purchase_rating: 2; recommend_radio: 0; cs_rating: 0) re:wamid.gvwegfretge==";
    private const string Ad = "ref:ad or post | AD_TITLE | AD_DESCRIPTION | AD_OR_POST_FB_URL";

    private static readonly Dictionary<string, string> s_expected = new()
    {
        ["botpress-bsuid-only-text"] = "text@CO.1000000000000001 by:Test User \"Hello\"",
        ["botpress-bsuid-status-delivered"] = "Delivered@CO.1000000000000001+CO.ENT.2000000000000002 wamid.username-only-delivered",
        ["botpress-bsuid-status-failed"] = "Failed@CO.1000000000000001+CO.ENT.2000000000000002 wamid.username-only-failed error:131026 "
            + "The recipient could not receive this message",
        ["meta-button-message"] =
            $"button{Sheena} \"Unsubscribe\" payload:Unsubscribe re:wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBJFNjk2OTMwNEZCQjhGMzUyQUYA",
        ["meta-contact-sharing-message"] = $"contacts{Sheena} (Lucía Gómez, Google)",
        ["meta-group-create-message"] = "-group/ignored",
        ["meta-group-remove-participants"] = "-group/ignored",
        ["meta-group-settings-update"] = "-group/ignored",
        ["meta-image-message"] = $"image{Sheena} \"Taj Mahal\" file:1003383421387256,image/jpeg,,sha",
        ["meta-interactive-button-reply-message"] =
            $"button{Sheena} \"Cancel\" payload:cancel-button re:wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MEM2RUJFNkI0RENGQTVDRjUA",
        ["meta-interactive-list-reply-message"] = $"button{Sheena} \"Priority Mail Express\" payload:priority_express (Next Day to 2 "
            + "Days) re:wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBJGMzEyNzhENTZDMzNGODlDRDgA",
        ["meta-location-message"] = $"location{Sheena} (Philz Coffee, 101 Forest Ave, Palo Alto, CA 94301, (37.44221496582, "
            + "-122.16165924072), https://philzcoffee.com/)",
        ["meta-order-message"] = $"order{Sheena} (2 x di9ozbzfi4 (30 USD), 1 x nqryix03ez (25 USD))",
        ["meta-reaction-message"] = $"reaction{Sheena} (Reacted with 👍) re:wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI0RTJEOTc2ODVERUY5RDlGNkYA",
        ["meta-system-message"] = "moved@16505551234 to 12195555358",
        ["meta-text-message-from-click-to-whatsapp-ad"] = $"text{Sheena} \"Hello! Can I get more info on this?\" ref:ad | Chat with us | "
            + "Summer Succulents are here! | https://fb.me/3cr4Wqqkv",
        ["meta-text-message-with-context-product-inquiry"] = $"text{Sheena} \"Is this still available?\" (About product di9ozbzfi4) "
            + "re:wamid.HBgLMTY1MDM4Nzk0MzkVAgARGA9wcm9kdWN0X2lucXVpcnkA",
        ["meta-text-message"] = $"text{Sheena} \"Does it come in another color?\"",
        ["meta-unsupported-message"] = $"unsupported{Sheena} (Message type is currently not supported.)",
        ["netflie-bsuid-only-no-from"] = "text@BSUID_123 by:NAME \"MESSAGE_BODY\"",
        ["netflie-button-with-context-and-referral"] =
            $"button@16315551234 \"No\" payload:No-Button-Payload (About product PRODUCT_ID) re:wamid.ID fwd {Ad}",
        ["netflie-forwarded"] = "text@16315551234 \"MESSAGE_BODY\" fwd",
        ["netflie-multiple-text"] = "text@PHONE_NUMBER by:NAME \"MESSAGE_BODY\" & text@PHONE_NUMBER by:NAME \"MESSAGE_BODY2\"",
        ["netflie-no-contact-profile"] = "text@PHONE_NUMBER \"MESSAGE_BODY\"",
        ["netflie-status-authentication"] = "Delivered@CUSTOMER_PHONE_NUMBER wamid.ID billable:True authentication",
        ["netflie-status-conversation-initiated"] = "Read@CUSTOMER_PHONE_NUMBER wamid.ID",
        ["netflie-status-failed-errors"] = "Failed@CUSTOMER_PHONE_NUMBER amid.ID error:131053 ERROR_TITLE",
        ["netflie-status-marketing"] = "Delivered@CUSTOMER_PHONE_NUMBER wamid.ID billable:True marketing",
        ["netflie-status-service"] = "Delivered@CUSTOMER_PHONE_NUMBER wamid.ID billable:True service",
        ["netflie-status-utility"] = "Delivered@CUSTOMER_PHONE_NUMBER wamid.ID billable:True utility",
        ["netflie-system"] = "moved@PHONE_NUMBER to NEW_PHONE_NUMBER_ID",
        ["netflie-unknown"] = "unsupported@PHONE_NUMBER (Message type is not currently supported)",
        ["netflie-wa-id-and-user-id"] = "text@PHONE_NUMBER \"MESSAGE_BODY\"",
        ["pywa-account-update-account-deleted"] = "-account/ignored",
        ["pywa-account-update-account-disabled"] = "-account/ignored",
        ["pywa-account-update-account-restriction"] = "-account/ignored",
        ["pywa-account-update-account-violation"] = "-account/ignored",
        ["pywa-account-update-partner-removed-wa-app-disconnection"] = "-account/ignored",
        ["pywa-account-update-pricing-tiering-update"] = "-account/ignored",
        ["pywa-call-connect-user-initiated"] = "-call/ignored",
        ["pywa-call-permission-update-accept"] = $"call_permission_reply{User} (Calls: accept) re:wamid.y== notice",
        ["pywa-call-permission-update-reject"] = $"call_permission_reply{User} (Calls: reject) re:wamid.y== notice",
        ["pywa-call-terminate-call-terminate"] = "-call/ignored",
        ["pywa-callback-button-button"] = $"button{User} \"title\" payload:callback_data re:wamid.xyzxyz",
        ["pywa-callback-button-quick-reply-without-context"] = $"button{User} \"title\" payload:callback_data",
        ["pywa-callback-button-quick-reply"] = $"button{User} \"title\" payload:callback_data re:wamid.xyzxyz==",
        ["pywa-callback-selection-callback"] = $"button{User} \"title\" payload:callback_data re:wamid.xyzxyz",
        ["pywa-callback-selection-description"] = $"button{User} \"title\" payload:callback_data (description) re:wamid.xyzxyz",
        ["pywa-deleted-message-revoke"] = "revoked@<WHATSAPP_USER_PHONE_NUMBER> <ORIGINAL_WHATSAPP_MESSAGE_ID>",
        ["pywa-edited-message-image"] =
            "edited@16505551234 wamid.HBgLMTQxMjU1NTA4MjkVAgASGBQzQUNCNjk5RDUwNUZGMUZEM0VBRAA= \"Updated image caption\"",
        ["pywa-flow-completion-completion"] = $"flow{User} \"Sent\" payload:AQAAAAACS5FpgQ_cAAAAAD0QI3s. {Flow}",
        ["pywa-flow-completion-without-flow-token"] = $"flow{User} \"Sent\" {Flow}",
        ["pywa-message-animated-sticker"] = $"sticker{User} file:1234567890987654321,image/webp,",
        ["pywa-message-audio"] = $"audio{User} file:1234567890987654321,audio/ogg; codecs=opus, fwd",
        ["pywa-message-chosen-location"] = $"location{User} (Facebook HQ, 1 Hacker Way, Menlo Park, CA 94025, (37.4611978, "
            + "-122.2164385), https://maps.google.com/?cid=2000000000000000000) fwd",
        ["pywa-message-contacts"] =
            $"contacts{User} (Chandler Bing; Monica; Rachel Green)",
        ["pywa-message-current-location"] = $"location{User} ((12.25089, 43.90539)) fwd",
        ["pywa-message-document"] = $"document{User} \"caption\" file:1234567890987654321,application/pdf,filename.pdf fwd",
        ["pywa-message-forwarded-many-times"] = $"text{User} \"text forwarded many times\" fwd",
        ["pywa-message-forwarded"] = $"text{User} \"forwarded text\" fwd",
        ["pywa-message-image"] = $"image{User} file:65463453,image/jpeg,",
        ["pywa-message-interactive-message-with-err"] =
            $"unsupported{User} (Unsupported webhook payload) re:wamid.gvwegfretge== & -error/ignored",
        ["pywa-message-media-with-url"] = $"image{User} file:65463453,image/jpeg,",
        ["pywa-message-order"] = $"order{User} (3 x HAMBURGER (30 ILS), 2 x FRENCH_FRIES (35 ILS), 2 x SODA (10 ILS))",
        ["pywa-message-reaction"] = $"reaction{User} (Reacted with 😮) re:wamid.yzxyzx=",
        ["pywa-message-referral"] = $"text{User} \"BODY\" {Ad}",
        ["pywa-message-reply"] = $"text{User} \"replied text\" re:wamid.xyzxyz==",
        ["pywa-message-static-sticker"] = $"sticker{User} file:1234567890987654321,image/webp,,sha",
        ["pywa-message-status-delivered"] = $"Delivered@972987654321{Also} wamid.xyzxyz billable:True service",
        ["pywa-message-status-failed"] = $"Failed@972987654321{Also} wamid.xyzxyz error:130472 Failed to send message because this "
            + "user's phone number is part of an experiment",
        ["pywa-message-status-group"] = "Read@group:fowefinoewcnw <WHATSAPP_MESSAGE_ID>",
        ["pywa-message-status-played"] = $"Read@972987654321{Also} wamid.xyzxyz billable:True service",
        ["pywa-message-status-read"] = $"Read@972987654321{Also} wamid.xyzxyz billable:True service",
        ["pywa-message-status-sent"] = $"Sent@972987654321{Also} wamid.xyzxyz billable:True service",
        ["pywa-message-status-with-tracker"] = $"Sent@972987654321{Also} wamid.xyzxyz outbox:some data billable:True service",
        ["pywa-message-text"] = $"text{User} \"Body Text\"",
        ["pywa-message-unreaction-empty"] = $"reaction{User} (Removed the reaction) re:wamid.yzxyzx=",
        ["pywa-message-unreaction-no-emoji"] = $"reaction{User} (Removed the reaction) re:wamid.yzxyzx=",
        ["pywa-message-unsupported-with-type"] = $"unsupported{User} (pool: Message type is currently not supported.)",
        ["pywa-message-unsupported"] = $"unsupported{User} (Message type is currently not supported.)",
        ["pywa-message-video"] = $"video{User} \"caption\" file:765756756,video/mp4, fwd",
        ["pywa-message-voice"] = $"voice{User} file:1234567890987654321,audio/ogg; codecs=opus,,sha",
        ["pywa-outgoing-message-delete"] = "-revoke/ignored",
        ["pywa-outgoing-message-edit"] = $"human@972987654321{Also} \"Text was edited\"",
        ["pywa-outgoing-message-text"] = "human@<WHATSAPP_USER_PHONE_NUMBER>+<BSUID>+<PARENT_BSUID> \"Test message\"",
        ["pywa-system-identity-change"] = "-system/ignored",
        ["pywa-system-phone-number-change"] = "moved@972987654321 to 972912345678",
        ["pywa-template-category-update-marketing"] = "-template/ignored",
        ["pywa-template-components-update-element"] = "-template/ignored",
        ["pywa-template-quality-update-yellow"] = "-quality/ignored",
        ["pywa-template-status-update-approved"] = "-template/ignored",
        ["pywa-template-status-update-rejected"] = "-template/ignored",
        ["pywa-user-marketing-preferences-resume"] = "marketing@16505551234 in",
        ["pywa-user-marketing-preferences-signup"] = "marketing@16505551234 in",
    };

    [Fact]
    public void Every_recorded_payload_comes_to_what_it_says()
    {
        var found = Fixtures.All("whatsapp").ToDictionary(
            file => Path.GetFileNameWithoutExtension(file), file => WhatsAppReading.Describe(File.ReadAllText(file)));

        found.Keys.Order().ShouldBe(s_expected.Keys.Order());
        found.ShouldSatisfyAllConditions([.. s_expected.Select(pair => new Action(() => found[pair.Key].ShouldBe(pair.Value, pair.Key)))]);
    }
}
