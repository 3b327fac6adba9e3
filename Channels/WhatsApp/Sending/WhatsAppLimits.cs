using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>
/// Meta's limits, in UTF-16 units, and the check against them before a request: Meta's own response to a violation is just
/// "invalid parameter". Limits marked (third party) do not appear in Meta's documentation.
/// </summary>
internal static class WhatsAppLimits
{
    public const int Text = 4096;
    public const int Caption = 1024; // (third party)
    public const int InteractiveBody = 1024; // (third party)
    public const int InteractiveHeader = 60; // (third party)
    public const int InteractiveFooter = 60; // (third party)
    public const int Buttons = 3;
    public const int ButtonTitle = 20;
    public const int ButtonId = 256;
    public const int ListLabel = 20;
    public const int Sections = 10;
    public const int SectionTitle = 24;
    public const int Rows = 10;
    public const int RowTitle = 24;
    public const int RowId = 200;
    public const int RowDescription = 72;
    public const int TemplateName = 512; // (third party)

    /// <summary>Every fault of the message; empty if Meta should accept it.</summary>
    public static IReadOnlyList<string> FaultsOf(WhatsAppMessage message)
    {
        var faults = new Faults();
        object?[] contents =
        [
            message.Text, message.Image, message.Audio, message.Video, message.Document, message.Sticker, message.Template,
            message.Interactive, message.Reaction,
        ];
        faults.Unless(contents.Count(content => content is not null) == 1, "a message must have exactly one content");
        faults.Unless(
            !string.IsNullOrWhiteSpace(message.To) || !string.IsNullOrWhiteSpace(message.Recipient), "a message must have a recipient");
        faults.Unless(message.Context is not { MessageId.Length: 0 }, "a reply must name the message it replies to");
        if (message.Text is { } text) faults.Length("the text", text.Body, 1, Text);
        Check(message.Image, nameof(message.Image), faults, caption: true);
        Check(message.Audio, nameof(message.Audio), faults);
        Check(message.Video, nameof(message.Video), faults, caption: true);
        Check(message.Document, nameof(message.Document), faults, caption: true, fileName: true);
        Check(message.Sticker, nameof(message.Sticker), faults);
        if (message.Template is { } template) Check(template, faults);
        if (message.Interactive is { } interactive) Check(interactive, faults);
        if (message.Reaction is { } reaction) faults.Unless(reaction.MessageId.Length > 0, "a reaction must name its message");
        return faults.All;
    }

    private static void Check(WhatsAppMedia? media, string what, Faults faults, bool caption = false, bool fileName = false)
    {
        if (media is null) return;
        faults.Unless(string.IsNullOrEmpty(media.Id) != string.IsNullOrEmpty(media.Link), $"{what} must have either an id or a link");
        faults.Unless(
            string.IsNullOrEmpty(media.Link) || SettingsRules.IsHttpUrl(media.Link), $"the link of {what} must be an http or https URL");
        faults.Unless(caption || media.Caption is null, $"{what} cannot have a caption");
        faults.Unless(fileName || media.FileName is null, $"{what} cannot have a file name");
        if (media.Caption is { } words) faults.Length($"the caption of {what}", words, 0, Caption);
    }

    private static void Check(WhatsAppTemplate template, Faults faults)
    {
        faults.Length("the template's name", template.Name, 1, TemplateName);
        faults.Unless(
            template.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'),
            "a template's name may contain only lower-case letters, digits and _");
        faults.Length("the template's language", template.Language.Code, 2, 10);
        foreach (var parameter in template.Components?.SelectMany(component => component.Parameters) ?? [])
        {
            object?[] values =
                [parameter.Text, parameter.Payload, parameter.CouponCode, parameter.Image, parameter.Video, parameter.Document];
            faults.Unless(values.Count(value => value is not null) == 1, "a template parameter must have exactly one value");
            // Meta rejects these characters in a variable.
            faults.Unless(parameter.Text?.AsSpan().ContainsAny('\n', '\t') != true, "a template's text parameter must be a single line");
            Check(parameter.Image, nameof(parameter.Image), faults);
            Check(parameter.Video, nameof(parameter.Video), faults);
            Check(parameter.Document, nameof(parameter.Document), faults, fileName: true);
        }
    }

    private static void Check(WhatsAppInteractive interactive, Faults faults)
    {
        faults.Length("the body", interactive.Body.Text, 1, InteractiveBody);
        if (interactive.Header is { } header) faults.Length("the header", header.Text, 1, InteractiveHeader);
        if (interactive.Footer is { } footer) faults.Length("the footer", footer.Text, 1, InteractiveFooter);
        if (interactive.Action.Buttons is { } buttons)
        {
            faults.Unless(buttons.Count is >= 1 and <= Buttons, $"there must be 1 to {Buttons} buttons");
            Check("button", [.. buttons.Select(button => button.Reply)], ButtonTitle, ButtonId, 0, faults);
        }

        if (interactive.Action.Sections is not { } sections) return;
        faults.Length("the list's label", interactive.Action.Label ?? "", 1, ListLabel);
        faults.Unless(sections.Count is >= 1 and <= Sections, $"there must be 1 to {Sections} sections");
        foreach (var section in sections)
            faults.Length("a section's title", section.Title ?? "", sections.Count == 1 ? 0 : 1, SectionTitle);
        var rows = sections.SelectMany(section => section.Rows).ToArray();
        faults.Unless(rows.Length is >= 1 and <= Rows, $"there must be 1 to {Rows} rows in all");
        Check("row", rows, RowTitle, RowId, RowDescription, faults);
    }

    private static void Check(string what, WhatsAppChoice[] choices, int title, int id, int description, Faults faults)
    {
        foreach (var choice in choices)
        {
            faults.Length($"a {what}'s title", choice.Title, 1, title);
            faults.Length($"a {what}'s id", choice.Id, 1, id);
            faults.Length($"a {what}'s description", choice.Description ?? "", 0, description);
        }

        faults.Unless(choices.DistinctBy(choice => choice.Id).Count() == choices.Length, $"each {what} must have its own id");
    }

    private sealed class Faults
    {
        public List<string> All { get; } = [];

        public void Unless(bool holds, string rule)
        {
            if (!holds) All.Add(rule);
        }

        public void Length(string what, string text, int min, int max) =>
            Unless(
                text.Length >= min && text.Length <= max && (min == 0 || !string.IsNullOrWhiteSpace(text)),
                $"{what} must have {min} to {max} characters");
    }
}
