namespace ObsidianVault.Unit.Webhooks;

/// <summary>
/// One payload of every known kind and its expected result, in the format of <see cref="WhatsAppReading.Describe(string)"/>.
/// </summary>
internal static class WhatsAppSamples
{
    public const string Account = "106540352242922";

    private const string Ada = "@491+DE.1+DE.ENT.1 by:Ada";
    private const string Sha = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    private const string Unknown =
        """ "errors":[{"code":131051,"title":"Message type unknown","error_data":{"details":"Not supported."}}] """;

    public static readonly IReadOnlyList<(string Name, string Payload, string Expected)> All =
    [
        Of("text", """ "type":"text","text":{"body":"Hello 😀"} """, $"text{Ada} \"Hello 😀\""),
        Of("text without a type", """ "text":{"body":"Hello"} """, $"text{Ada} \"Hello\""),
        Of("reply", """ "type":"text","text":{"body":"yes"},"context":{"from":"1","id":"wamid.0"} """, $"text{Ada} \"yes\" re:wamid.0"),
        Of("forwarded", """ "type":"text","text":{"body":"joke"},"context":{"forwarded":true} """, $"text{Ada} \"joke\" fwd"),
        Of("often forwarded", """ "type":"text","text":{"body":"joke"},"context":{"frequently_forwarded":true} """,
            $"text{Ada} \"joke\" fwd"),
        Of("product",
            """ "type":"text","text":{"body":"still there?"},"context":"""
                + """{"id":"wamid.0","referred_product":{"catalog_id":"1","product_retailer_id":"p-7"}} """,
            $"text{Ada} \"still there?\" (About product p-7) re:wamid.0"),
        Of("referral",
            """ "type":"text","text":{"body":"hi"},"referral":{"source_type":"ad","source_id":"9","headline":"Chat","body":"Two\nlines","""
                + """ "source_url":"https://fb.me/x","ctwa_clid":"z"} """,
            $"text{Ada} \"hi\" ref:ad | Chat | Two lines | https://fb.me/x"),
        Of("image", $$""" "type":"image","image":{"id":"7","mime_type":"image/jpeg","sha256":"{{Sha}}","caption":"look"} """,
            $"image{Ada} \"look\" file:7,image/jpeg,,sha"),
        Of("image with a link", """ "type":"image","image":{"id":"7","mime_type":"image/jpeg","sha256":"no","url":"https://x/y"} """,
            $"image{Ada} file:7,image/jpeg,"),
        Of("audio", """ "type":"audio","audio":{"id":"7","mime_type":"audio/mpeg","voice":false} """, $"audio{Ada} file:7,audio/mpeg,"),
        Of("voice", """ "type":"audio","audio":{"id":"7","mime_type":"audio/ogg; codecs=opus","voice":true} """,
            $"voice{Ada} file:7,audio/ogg; codecs=opus,"),
        Of("video", """ "type":"video","video":{"id":"7","mime_type":"video/mp4","caption":"see"} """,
            $"video{Ada} \"see\" file:7,video/mp4,"),
        Of("document", """ "type":"document","document":{"id":"7","mime_type":"application/pdf","filename":"a\nb.pdf","caption":"read"} """,
            $"document{Ada} \"read\" file:7,application/pdf,a b.pdf"),
        Of("sticker", """ "type":"sticker","sticker":{"id":"7","mime_type":"image/webp","animated":true} """,
            $"sticker{Ada} file:7,image/webp,"),
        Of("media without an id", """ "type":"image","image":{"mime_type":"image/jpeg","caption":"look"} """, $"image{Ada} \"look\""),
        Of("location",
            """ "type":"location","location":{"latitude":52.5,"longitude":13.25,"name":"Tor","address":"Berlin","url":"https://x"} """,
            $"location{Ada} (Tor, Berlin, (52.5, 13.25), https://x)"),
        Of("location alone", """ "type":"location","location":{"latitude":-1,"longitude":0.5} """, $"location{Ada} ((-1, 0.5))"),
        Of("contacts",
            """ "type":"contacts","contacts":["""
                + """{"name":{"formatted_name":"Bo"},"phones":[{"phone":"+1 2"},{"wa_id":"3"}],"org":{"company":"ACME"}},"""
                + """{"name":{"first_name":"Cy"}}] """,
            $"contacts{Ada} (Bo, ACME; Cy)"),
        Of("reaction", """ "type":"reaction","reaction":{"message_id":"wamid.0","emoji":"👍"} """,
            $"reaction{Ada} (Reacted with 👍) re:wamid.0"),
        Of("reaction taken back", """ "type":"reaction","reaction":{"message_id":"wamid.0","emoji":""} """,
            $"reaction{Ada} (Removed the reaction) re:wamid.0"),
        Of("reaction without emoji", """ "type":"reaction","reaction":{"message_id":"wamid.0"} """,
            $"reaction{Ada} (Removed the reaction) re:wamid.0"),
        Of("template button", """ "type":"button","button":{"payload":"stop-1","text":"Stop"},"context":{"id":"wamid.0"} """,
            $"button{Ada} \"Stop\" payload:stop-1 re:wamid.0"),
        Of("reply button", """ "type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"yes","title":"Yes!"}} """,
            $"button{Ada} \"Yes!\" payload:yes"),
        Of("list row",
            """ "type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"r1","title":"Row","description":"First"}} """,
            $"button{Ada} \"Row\" payload:r1 (First)"),
        Of("flow",
            """ "type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":"""
                + """{"name":"flow","body":"Sent","response_json":"{\"age\":7,\"flow_token\":\"t\",\"why\":\"so\\nwhat\"}"}} """,
            $"flow{Ada} \"Sent\" payload:t (age: 7; why: so what)"),
        Of("broken flow", """ "type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"body":"Sent","response_json":"{"}} """,
            $"flow{Ada} \"Sent\""),
        Of("call permission",
            """ "type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"response":"reject"}} """,
            $"call_permission_reply{Ada} (Calls: reject) notice"),
        Of("bare interactive", """ "type":"interactive" """, $"unsupported{Ada} (Oops) & -error/ignored",
            """ ,"errors":[{"code":131000,"title":"Oops"}] """),
        Of("order",
            """ "type":"order","order":{"catalog_id":"1","text":"soon","product_items":["""
                + """{"product_retailer_id":"a","quantity":2,"item_price":1.5,"currency":"EUR"},{"product_retailer_id":"b"},{}]} """,
            $"order{Ada} \"soon\" (2 x a (1.5 EUR), b)"),
        Of("unsupported", $$""" "type":"unsupported",{{Unknown}} """, $"unsupported{Ada} (Not supported.)"),
        Of("unsupported poll", $$""" "type":"unsupported","unsupported":{"type":"poll"},{{Unknown}} """,
            $"unsupported{Ada} (poll: Not supported.)"),
        Of("unknown", $$""" "type":"unknown",{{Unknown}} """, $"unsupported{Ada} (Not supported.)"),
        Of("no type", "\"x\":1", $"unsupported{Ada}"),
        Of("newer than us", """ "type":"hologram","hologram":{"caption":"wow"} """, $"hologram{Ada} \"wow\""),
        Of("edit", """ "type":"edit","edit":{"original_message_id":"wamid.0","message":{"type":"text","text":{"body":"better"}}} """,
            "edited@491+DE.1+DE.ENT.1 wamid.0 \"better\""),
        Of("edit of nothing", """ "type":"edit","edit":{} """, "-edit/malformed"),
        Of("revoke", """ "type":"revoke","revoke":{"original_message_id":"wamid.0"} """, "revoked@491+DE.1+DE.ENT.1 wamid.0"),
        Of("revoke of nothing", """ "type":"revoke" """, "-revoke/malformed"),
        Of("new number", """ "type":"system","system":{"type":"user_changed_number","body":"Ada changed","wa_id":"492"} """,
            "moved@491 to 492"),
        Of("new number and id",
            """ "type":"system","from_user_id":"DE.1","system":{"type":"user_changed_number","wa_id":"492","user_id":"DE.2"} """,
            "moved@491+DE.1+DE.2 to 492"),
        Of("new user id", """ "type":"system","system":{"type":"user_changed_user_id","previous_user_id":"DE.1","user_id":"DE.2"} """,
            "moved@DE.1+491 to DE.2"),
        Of("new user id, old one unsaid", """ "type":"system","system":{"type":"user_changed_user_id","user_id":"DE.2"} """,
            "-system/ignored"),
        Of("new device", """ "type":"system","system":{"type":"customer_identity_changed","body":"x"} """, "-system/ignored"),
        Of("system of the future", """ "type":"system","system":{"type":"user_grew_wings","wa_id":"492"} """, "-system/ignored"),
        Of("group", """ "type":"text","text":{"body":"all"},"group_id":"G1" """, "-group/ignored"),
        Of("answer to us in a group",
            """ "type":"text","text":{"body":"why?"},"group_id":"G1","context":{"from":"15550001","id":"wamid.0"} """,
            "text@group:G1 by:Ada \"why?\" re:wamid.0 group"),
        Of("answer to another in a group",
            """ "type":"text","text":{"body":"why?"},"group_id":"G1","context":{"from":"492","id":"wamid.0"} """,
            "-group/ignored"),
        Of("answer to an id in a group", """ "type":"text","text":{"body":"why?"},"group_id":"G1","context":{"id":"wamid.0"} """,
            "text@group:G1 by:Ada \"why?\" re:wamid.0 group if to us"),
        Of("answer to a user id in a group",
            """ "type":"text","text":{"body":"why?"},"group_id":"G1","context":{"from":"US.1","id":"wamid.0"} """,
            "text@group:G1 by:Ada \"why?\" re:wamid.0 group if to us"),
        Of("reaction in a group", """ "type":"reaction","reaction":{"message_id":"wamid.0","emoji":"👍"},"group_id":"G1" """,
            "-group/ignored"),
        Of("first look", """ "type":"request_welcome" """, $"button{Ada} payload:/start"),
        Of("disappearing", """ "type":"ephemeral" """, $"ephemeral{Ada}"),
        Of("not available", """ "type":"unsupported","errors":[{"code":131060,"title":"This message is unavailable"}] """,
            $"unsupported{Ada} (This message is unavailable)"),
        Of("new number as a number", """ "type":"system","system":{"type":"user_changed_number","new_wa_id":492} """, "moved@491 to 492"),
        Of("contact without a name",
            """ "type":"contacts","contacts":[{"name":{"formatted_name":"+49 30 1"},"phones":[{"phone":"+49 30 1"}]}] """,
            $"contacts{Ada} (somebody)"),
        Of("command in a group", """ "type":"text","text":{"body":"/help"},"group_id":"G1" """, "text@group:G1 by:Ada \"/help\" group"),

        Change("sent", "messages",
            """ "statuses":[{"id":"wamid.9","status":"sent","timestamp":"1749416383","recipient_id":"491","""
                + """ "biz_opaque_callback_data":"out-1","pricing":{"billable":true,"pricing_model":"PMP","category":"service"}}] """,
            "Sent@491 wamid.9 outbox:out-1 billable:True service"),
        Change("delivered to a user id", "messages",
            """ "statuses":[{"id":"wamid.9","status":"delivered","timestamp":1749416383"""
                + ""","recipient_user_id":"DE.1","recipient_parent_user_id":"DE.ENT.1"}] """,
            "Delivered@DE.1+DE.ENT.1 wamid.9"),
        Change("read, with contacts", "messages",
            """ "contacts":[{"wa_id":"491","user_id":"DE.1"}],"statuses":["""
                + """{"id":"wamid.9","status":"read","timestamp":"1","recipient_id":"491"}] """,
            "Read@491+DE.1 wamid.9"),
        Change("played", "messages",
            """ "statuses":[{"id":"wamid.9","status":"played","timestamp":"1","recipient_id":"491","pricing":{"billable":false}}] """,
            "Read@491 wamid.9 billable:False"),
        Change("failed", "messages",
            """ "statuses":[{"id":"wamid.9","status":"failed","timestamp":"1","recipient_id":"491","errors":["""
                + """{"code":131047,"title":"Re-engagement","error_data":{"details":"24 hours"}}]}] """,
            "Failed@491 wamid.9 error:131047 24 hours"),
        Change("status of the future", "messages",
            """ "statuses":[{"id":"wamid.9","status":"smelled","timestamp":"1","recipient_id":"491"}] """, "-status/ignored"),
        Change("status of nobody", "messages", """ "statuses":[{"id":"wamid.9","status":"sent","timestamp":"1"}] """, "-status/malformed"),
        Change("status in a group", "messages",
            """ "contacts":[{"wa_id":"491"}],"statuses":[{"id":"wamid.9","status":"read","timestamp":"1","recipient_id":"G1","""
                + """ "recipient_type":"group","recipient_participant_id":"491"}] """,
            "Read@group:G1 wamid.9"),
        Change("errors", "messages", """ "errors":[{"code":131000,"title":"x"},{"code":1}] """, "-error/ignored & -error/ignored"),
        Change("stop", "user_preferences",
            """ "user_preferences":["""
                + """{"wa_id":"491","user_id":"DE.1","category":"marketing_messages","value":"stop","timestamp":1731705721}] """,
            "marketing@491+DE.1 out"),
        Change("resume", "user_preferences",
            """ "contacts":[{"wa_id":"491","user_id":"DE.1"}],"user_preferences":[{"user_id":"DE.1","value":"resume","timestamp":1}] """,
            "marketing@491+DE.1 in"),
        Change("signup", "user_preferences",
            """ "user_preferences":[{"wa_id":"491","value":"signup","timestamp":1}] """, "marketing@491 in"),
        Change("preference of the future", "user_preferences",
            """
             "user_preferences":[{"wa_id":"491","value":"maybe"},{"value":"stop"},
             {"wa_id":"491","category":"calls","value":"stop"}]
            """, "-consent/ignored & -consent/malformed & -consent/ignored"),
        Change("human", "smb_message_echoes",
            """ "message_echoes":["""
                + """{"from":"15550001","to":"491","to_user_id":"DE.1","id":"wamid.5","timestamp":"1","type":"text","text":"""
                + """{"body":"Human here"}}] """,
            "human@491+DE.1 \"Human here\""),
        Change("human's edit, turned round", "smb_message_echoes",
            """ "message_echoes":[{"from":"491","to":"15550001","id":"wamid.5","timestamp":"1","type":"edit","edit":{"message":"""
                + """{"type":"text","text":{"body":"Better"}}}}] """,
            "human@491 \"Better\""),
        Change("human's picture", "smb_message_echoes",
            """ "message_echoes":[{"to":"491","id":"wamid.5","timestamp":"1","type":"image","image":{"caption":"here"}}] """,
            "human@491 \"here\""),
        Change("human took back", "smb_message_echoes",
            """ "message_echoes":[{"to":"491","id":"wamid.5","timestamp":"1","type":"revoke"}] """, "-revoke/ignored"),
        Change("human to nobody", "smb_message_echoes", """ "message_echoes":[{"id":"wamid.5"},7] """,
            "-human_reply/malformed & -human_reply/malformed"),
        Change("account", "account_update",
            """ "event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING"}] """,
            "-account/ignored"),
        Change("alert", "account_alerts", """ "alert_severity":"CRITICAL","alert_type":"OBA_APPROVED" """, "-alert/ignored"),
        Change("template", "message_template_status_update",
            """ "event":"REJECTED","message_template_name":"welcome","reason":"INVALID_FORMAT" """, "-template/ignored"),
        Change("quality", "phone_number_quality_update", """ "event":"DOWNGRADE","current_limit":"TIER_1K" """, "-quality/ignored"),
        Change("call", "calls", """ "calls":[{"id":"c"}] """, "-call/ignored"),
        Change("group event", "group_lifecycle_update", """ "groups":[{}] """, "-group/ignored"),
        Change("history", "history", """ "history":[{}] """, "-history/ignored"),
        Change("field of the future", "telepathy", """ "messages":[{"id":"x","from":"491"}] """, "-other/ignored"),
    ];

    /// <summary>A message from Ada, who has a phone number and both user ids.</summary>
    public static string Message(string content, string more = "") => Payload("messages", $$"""
        "contacts":[
          {"profile":{"name":"Zoe"},"wa_id":"999"},
          {"profile":{"name":"Ada"},"wa_id":"491","user_id":"DE.1","parent_user_id":"DE.ENT.1"}],
        "messages":[{"from":"491","id":"wamid.1","timestamp":"1749416383",{{content}}}]{{more}}
        """);

    public static string Payload(string field, string value) => $$$"""
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"{{{field}}}","value":{"messaging_product":"whatsapp",
        "metadata":{"display_phone_number":"+1 555-0001","phone_number_id":"{{{Account}}}"},{{{value}}}}}]}]}
        """;

    private static (string Name, string Payload, string Expected) Of(string name, string content, string expected, string more = "") =>
        (name, Message(content, more), expected);

    private static (string Name, string Payload, string Expected) Change(string name, string field, string value, string expected) =>
        (name, Payload(field, value), expected);
}
