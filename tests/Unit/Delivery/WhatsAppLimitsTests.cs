using ObsidianVault.Channels.WhatsApp.Sending;

namespace ObsidianVault.Unit.Delivery;

public sealed class WhatsAppLimitsTests
{
    private static readonly WhatsAppMessage s_empty = new() { To = "491", CallbackData = "out-1" };

    private static readonly Dictionary<string, (WhatsAppMessage Message, string? Fault)> s_cases = new()
    {
        ["text"] = (s_empty with { Text = new(Long(4096)) }, null),
        ["text too long"] = (s_empty with { Text = new(Long(4097)) }, "the text must have 1 to 4096 characters"),
        ["blank text"] = (s_empty with { Text = new(" \n") }, "the text must have 1 to 4096 characters"),
        ["nothing"] = (s_empty, "a message must have exactly one content"),
        ["two things"] = (s_empty with { Text = new("x"), Reaction = new("w", "y") }, "a message must have exactly one content"),
        ["nobody"] = (s_empty with { To = "", Text = new("x") }, "a message must have a recipient"),
        ["by user id"] = (s_empty with { To = null, Recipient = "DE.1", Text = new("x") }, null),
        ["reply to nothing"] = (s_empty with { Text = new("x"), Context = new("") }, "a reply must name the message it replies to"),
        ["caption"] = (s_empty with { Image = new("7", Long(1024)) }, null),
        ["caption too long"] = (s_empty with { Video = new("7", Long(1025)) }, "the caption of Video must have 0 to 1024 characters"),
        ["caption on sound"] = (s_empty with { Audio = new("7", "x") }, "Audio cannot have a caption"),
        ["caption on a sticker"] = (s_empty with { Sticker = new("7", "x") }, "Sticker cannot have a caption"),
        ["file name on a picture"] = (s_empty with { Image = new("7", FileName: "x") }, "Image cannot have a file name"),
        ["neither id nor link"] = (s_empty with { Image = new() }, "Image must have either an id or a link"),
        ["id and link"] = (s_empty with { Document = new("7", Link: "https://x") }, "Document must have either an id or a link"),
        ["a link elsewhere"] = (s_empty with { Document = new(Link: "ftp://x") }, "the link of Document must be an http or https URL"),
        ["reaction to nothing"] = (s_empty with { Reaction = new("", "y") }, "a reaction must name its message"),
        ["three buttons"] = (Buttons([.. Choices(3)]), null),
        ["four buttons"] = (Buttons([.. Choices(4)]), "there must be 1 to 3 buttons"),
        ["no button"] = (Buttons(), "there must be 1 to 3 buttons"),
        ["button's title"] = (Buttons(new WhatsAppChoice(Long(256), Long(20))), null),
        ["button's title too long"] = (Buttons(new WhatsAppChoice("1", Long(21))), "a button's title must have 1 to 20 characters"),
        ["button's id too long"] = (Buttons(new WhatsAppChoice(Long(257), "x")), "a button's id must have 1 to 256 characters"),
        ["button's description"] = (Buttons(new WhatsAppChoice("1", "x", "y")), "a button's description must have 0 to 0 characters"),
        ["buttons of one id"] = (Buttons(new WhatsAppChoice("1", "x"), new WhatsAppChoice("1", "y")), "each button must have its own id"),
        ["body too long"] = (
            s_empty with { Interactive = WhatsAppInteractive.WithButtons(Long(1025), new WhatsAppChoice("1", "x")) },
            "the body must have 1 to 1024 characters"),
        ["footer too long"] = (
            s_empty with
            {
                Interactive = WhatsAppInteractive.WithButtons("x", new WhatsAppChoice("1", "x")) with { Footer = new(Long(61)) },
            },
            "the footer must have 1 to 60 characters"),
        ["header too long"] = (
            s_empty with
            {
                Interactive = WhatsAppInteractive.WithButtons("x", new WhatsAppChoice("1", "x")) with { Header = new(Long(61)) },
            },
            "the header must have 1 to 60 characters"),
        ["ten rows"] =
            (List("Choose", new WhatsAppSection("a", [.. Choices(4)]), new WhatsAppSection("b", [.. Choices(6, from: 4)])), null),
        ["eleven rows"] = (
            List("Choose", new WhatsAppSection("a", [.. Choices(5)]), new WhatsAppSection("b", [.. Choices(6, from: 5)])),
            "there must be 1 to 10 rows in all"),
        ["no section"] = (List("Choose"), "there must be 1 to 10 sections; there must be 1 to 10 rows in all"),
        ["one section needs no title"] = (List("Choose", new WhatsAppSection(null, [.. Choices(1)])), null),
        ["two sections need titles"] = (
            List("Choose", new WhatsAppSection("a", [.. Choices(1)]), new WhatsAppSection(null, [.. Choices(1, from: 1)])),
            "a section's title must have 1 to 24 characters"),
        ["label too long"] = (List(Long(21), new WhatsAppSection(null, [.. Choices(1)])), "the list's label must have 1 to 20 characters"),
        ["row"] = (List("x", new WhatsAppSection(null, [new WhatsAppChoice(Long(200), Long(24), Long(72))])), null),
        ["row too long"] = (
            List("x", new WhatsAppSection(null, [new WhatsAppChoice(Long(201), Long(25), Long(73))])),
            "a row's title must have 1 to 24 characters; a row's id must have 1 to 200 characters; a row's description must have 0 to 72 "
                + "characters"),
        ["template"] =
            (s_empty with { Template = new("video_ready_2", "pt_BR", WhatsAppComponent.Body(new WhatsAppParameter { Text = "x" })) }, null),
        ["template's name"] =
            (s_empty with { Template = new("Video Ready", "de") }, "a template's name may contain only lower-case letters, digits and _"),
        ["template's language"] = (s_empty with { Template = new("x", "") }, "the template's language must have 2 to 10 characters"),
        ["empty parameter"] = (
            s_empty with { Template = new("x", "de", WhatsAppComponent.Body(new WhatsAppParameter())) },
            "a template parameter must have exactly one value"),
        ["parameter of two lines"] = (
            s_empty with { Template = new("x", "de", WhatsAppComponent.Body(new WhatsAppParameter { Text = "a\nb" })) },
            "a template's text parameter must be a single line"),
        ["parameter's file"] = (
            s_empty with { Template = new("x", "de", WhatsAppComponent.Header(new WhatsAppParameter { Image = new() })) },
            "Image must have either an id or a link"),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_held_to_what_Meta_takes(string name)
    {
        var (message, fault) = s_cases[name];

        string.Join("; ", WhatsAppLimits.FaultsOf(message)).ShouldBe(fault ?? "");
    }

    private static WhatsAppMessage Buttons(params WhatsAppChoice[] choices) =>
        s_empty with { Interactive = WhatsAppInteractive.WithButtons("x", choices) };

    private static WhatsAppMessage List(string label, params WhatsAppSection[] sections) =>
        s_empty with { Interactive = WhatsAppInteractive.WithList("x", label, sections) };

    private static IEnumerable<WhatsAppChoice> Choices(int count, int from = 0) =>
        Enumerable.Range(from, count).Select(i => new WhatsAppChoice($"{i}", $"Row {i}"));

    private static string Long(int length) => new('x', length);
}
