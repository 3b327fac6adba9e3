using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ObsidianVault.Knowledge.Reading.Formats;

/// <summary>
/// The text of a Word document: headings by their styles, paragraphs, tables, notes. Deleted and hidden text is left out.
/// </summary>
internal static class DocxReader
{
    private const long MaxUnpacked = 300_000_000;
    private const int MaxParts = 5000;

    public static Note Read(string path, byte[] content)
    {
        if (content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new DocumentRefusedException(
                "The document is protected by a password or in the format of Word 97. Save it as .docx without a password and send that.");
        }

        if (!content.AsSpan().StartsWith("PK"u8))
            throw new DocumentRefusedException("The file is not a Word document, although its name says so.");
        RefuseBombs(content);
        try
        {
            using var document = WordprocessingDocument.Open(
                new MemoryStream(content, writable: false), isEditable: false, new OpenSettings { MaxCharactersInPart = MaxUnpacked / 4 });
            return new Reading(document).Read(path);
        }
        catch (Exception fault) when (fault is OpenXmlPackageException or FileFormatException or InvalidDataException
            or System.Xml.XmlException or IOException or FormatException or InvalidOperationException or KeyNotFoundException
            or ArgumentException or NullReferenceException)
        {
            throw new DocumentRefusedException("The Word document is damaged and could not be read. Open it, save it again and send that.");
        }
    }

    /// <summary>What a zip says of its sizes may be a lie; the memory of this process is limited besides.</summary>
    private static void RefuseBombs(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false));
            if (zip.Entries.Count > MaxParts || zip.Entries.Sum(entry => entry.Length) > MaxUnpacked)
                throw new DocumentRefusedException("The Word document unpacks to more than can be read.");
        }
        catch (InvalidDataException)
        {
            throw new DocumentRefusedException("The Word document is damaged: it is no readable zip file.");
        }
    }

    private sealed class Reading(WordprocessingDocument document)
    {
        private readonly DocumentText _text = new();
        private readonly Dictionary<string, Style> _styles = [];
        private string? _title;

        public Note Read(string path)
        {
            var main = document.MainDocumentPart ?? throw new DocumentRefusedException("The Word document has no text part.");
            foreach (var style in main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
                if (style.StyleId?.Value is { } id) _styles[id] = style;
            ReadPart(main);
            if (main.FootnotesPart is { } footnotes) ReadPart(footnotes);
            if (main.EndnotesPart is { } endnotes) ReadPart(endnotes);
            if (_text.IsEmpty) throw new DocumentRefusedException("The Word document has no text.");
            var own = document.PackageProperties.Title;
            return _text.ToNote(path, "docx", string.IsNullOrWhiteSpace(own) ? _title : own, []);
        }

        /// <summary>Paragraph by paragraph, so that a large document is never in memory as a whole tree.</summary>
        private void ReadPart(OpenXmlPart part)
        {
            using var reader = OpenXmlReader.Create(part);
            while (!_text.IsFull && reader.Read())
            {
                // Loading an element moves the reader to the next one, which may be a paragraph again.
                while (reader.IsStartElement && (reader.ElementType == typeof(Paragraph) || reader.ElementType == typeof(Table)))
                {
                    var element = reader.LoadCurrentElement();
                    if (element is Paragraph paragraph) Add(paragraph);
                    else if (element is Table table) Add(table);
                    if (reader.EOF) return;
                }
            }
        }

        private void Add(Paragraph paragraph)
        {
            var text = TextOf(paragraph);
            if (string.IsNullOrWhiteSpace(text)) return;
            var (level, isTitle) = LevelOf(paragraph);
            if (isTitle) _title ??= text.Trim();
            if (level > 0) _text.AddHeading(level, text);
            else _text.AddParagraph(text);
        }

        private void Add(Table table)
        {
            var rows = table.Elements<TableRow>()
                .Select(row => string.Join('\t', row.Elements<TableCell>()
                    .Select(cell => string.Join(' ', cell.Descendants<Paragraph>().Select(TextOf)).ReplaceLineEndings(" ").Trim())))
                .Where(row => !string.IsNullOrWhiteSpace(row)).ToList();
            _text.AddTable(rows);
        }

        private static string TextOf(Paragraph paragraph)
        {
            var text = new StringBuilder();
            Add(paragraph, text, 0);
            return text.ToString();
        }

        private static void Add(OpenXmlElement element, StringBuilder text, int depth)
        {
            if (depth > 100) return;
            foreach (var child in element.ChildElements)
            {
                switch (child)
                {
                    case Text words:
                        text.Append(words.Text);
                        break;
                    case DocumentFormat.OpenXml.Math.Text words:
                        text.Append(words.Text);
                        break;
                    case TabChar:
                        text.Append('\t');
                        break;
                    case Break or CarriageReturn:
                        text.Append('\n');
                        break;
                    case NoBreakHyphen:
                        text.Append('-');
                        break;
                    // Deleted text, and what stands a second time for older programs.
                    case DeletedRun or MoveFromRun or AlternateContentFallback:
                        break;
                    case Run { RunProperties: { } properties } when IsOn(properties.Vanish):
                        break;
                    case Paragraph inner:
                        if (text.Length > 0) text.Append('\n');
                        Add(inner, text, depth + 1);
                        break;
                    default:
                        Add(child, text, depth + 1);
                        break;
                }
            }
        }

        private static bool IsOn(OnOffType? property) => property is not null && (property.Val is null || property.Val.Value);

        /// <summary>From 1 to 6 for a heading, by the outline level or the name of its style or of one that this is based on.</summary>
        private (int Level, bool IsTitle) LevelOf(Paragraph paragraph)
        {
            if (paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value is { } own and < 9) return (Math.Min(own + 1, 6), false);
            var id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;
            for (var hops = 0; hops < 10 && id is not null; hops++)
            {
                if (!_styles.TryGetValue(id, out var style)) return (NumberIn(id), false);
                var name = style.StyleName?.Val?.Value ?? "";
                if (name.Equals("title", StringComparison.OrdinalIgnoreCase)) return (1, true);
                if (style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is { } level and < 9) return (Math.Min(level + 1, 6), false);
                if (NumberIn(name) is > 0 and var number) return (number, false);
                id = style.BasedOn?.Val?.Value;
            }

            return (0, false);
        }

        private static int NumberIn(string name)
        {
            if (!name.StartsWith("heading", StringComparison.OrdinalIgnoreCase)) return 0;
            return int.TryParse(name.AsSpan(7).Trim(), out var number) && number is > 0 and < 10 ? Math.Min(number, 6) : 0;
        }
    }
}
