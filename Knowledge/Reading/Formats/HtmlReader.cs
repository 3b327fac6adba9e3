using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ObsidianVault.Knowledge.Reading.Decoding;

namespace ObsidianVault.Knowledge.Reading.Formats;

/// <summary>The text of a web page: its main part if it has one, without navigation, forms, scripts and what is hidden.</summary>
internal static class HtmlReader
{
    /// <summary>What is nested more deeply is left out.</summary>
    private const int MaxDepth = 1000;

    private static readonly HashSet<string> s_silent = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "nav", "form", "svg", "iframe", "object", "embed", "canvas", "button", "select",
        "head", "audio", "video", "dialog",
    };

    private static readonly HashSet<string> s_blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
        "figure", "figcaption", "details", "summary", "address", "body", "html", "fieldset", "hr", "table", "pre", "center", "td", "th",
        "tr", "tbody", "thead", "caption",
    };

    public static Note Read(string path, byte[] content)
    {
        var parser = new HtmlParser();
        var warnings = new List<string>();
        IHtmlDocument document;
        try
        {
            // A page that names another encoding than the one it is in is not worth guessing: UTF-8 that is valid is UTF-8.
            var decoded = TextDecoder.Decode(content);
            var isNamed = decoded.Warning is not null;
            document = isNamed ? parser.ParseDocument(new MemoryStream(content, false)) : parser.ParseDocument(decoded.Text);
        }
        catch (DocumentRefusedException) when (content.AsSpan().IndexOf((byte)0) < 0)
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            document = parser.ParseDocument(new MemoryStream(content, false));
            if (document.CharacterSet is "windows-1252") throw;
        }

        using (document)
        {
            var root = document.QuerySelector("main, [role=main]") ?? document.QuerySelector("article") ?? document.Body as INode;
            var text = new DocumentText();
            if (root is not null) new Walk(text).All(root);
            if (text.IsEmpty) throw new DocumentRefusedException("The page has no text.");
            return text.ToNote(path, "html", document.Title is { Length: > 0 } title ? title : Heading(document), warnings);
        }
    }

    private static string? Heading(IHtmlDocument document) => document.QuerySelector("h1")?.TextContent;

    private sealed class Walk(DocumentText text)
    {
        private readonly StringBuilder _line = new();

        public void All(INode root)
        {
            Into(root, 0);
            Flush();
        }

        private void Into(INode node, int depth)
        {
            if (depth > MaxDepth) return;
            for (var child = node.FirstChild; child is not null && !text.IsFull; child = child.NextSibling)
            {
                if (child is IText words) Append(words.Data);
                else if (child is IElement element) Element(element, depth);
            }
        }

        private void Element(IElement element, int depth)
        {
            var name = element.LocalName;
            if (s_silent.Contains(name) || IsHidden(element)) return;
            if (name.Length == 2 && name[0] == 'h' && name[1] is >= '1' and <= '6')
            {
                Flush();
                text.AddHeading(name[1] - '0', Spaced(element.TextContent));
            }
            else if (name is "br")
            {
                _line.Append('\n');
            }
            else if (name is "pre")
            {
                Flush();
                text.AddParagraph(element.TextContent);
            }
            else if (name is "math" && element.QuerySelector("annotation[encoding='application/x-tex']") is { } tex)
            {
                _line.Append('$').Append(tex.TextContent.Trim()).Append('$');
            }
            else if (element is IHtmlTableElement table && IsData(table))
            {
                Flush();
                text.AddTable([.. table.Rows.Select(Row).Where(row => row.Length > 0)]);
            }
            else if (s_blocks.Contains(name))
            {
                Flush();
                Into(element, depth + 1);
                Flush();
            }
            else
            {
                if (name == "img" && element.GetAttribute("alt") is { Length: > 0 } alt) Append(alt);
                Into(element, depth + 1);
            }
        }

        /// <summary>Not one that only lays a page out, with headings, lists or other tables in it.</summary>
        private static bool IsData(IHtmlTableElement table) => table.QuerySelector("table, h1, h2, h3, h4, p p, ul, pre") is null;

        private static string Row(IHtmlTableRowElement row) => string.Join('\t', row.Cells.Select(cell => Spaced(cell.TextContent))).Trim();

        private static bool IsHidden(IElement element)
        {
            if (element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true") return true;
            var style = element.GetAttribute("style");
            if (style is null) return false;
            var rules = style.Replace(" ", "", StringComparison.Ordinal);
            return rules.Contains("display:none", StringComparison.OrdinalIgnoreCase)
                || rules.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase);
        }

        private void Append(string words)
        {
            foreach (var c in words)
            {
                if (!char.IsWhiteSpace(c)) _line.Append(c);
                else if (_line.Length > 0 && _line[^1] is not (' ' or '\n')) _line.Append(' ');
            }
        }

        private void Flush()
        {
            if (_line.Length > 0) text.AddParagraph(_line.ToString().Trim());
            _line.Clear();
        }

        private static string Spaced(string words) =>
            string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
