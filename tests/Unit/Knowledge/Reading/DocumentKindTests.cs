using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Reading.Formats;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace ObsidianVault.Unit.Knowledge.Reading;

public sealed class DocumentKindTests
{
    [Fact]
    public void A_pdf_is_read_page_by_page()
    {
        var note = Read("papers/P.pdf", Pdf("First page about integrals.", "", "Third page about deriva-\ntives."));

        (note.Kind, note.Title).ShouldBe(("pdf", "P"));
        note.Passages.Select(p => (string.Join('/', p.Headings), p.Plain)).ShouldBe(
            [("Page 1", "First page about integrals."), ("Page 3", "Third page about derivatives.")]);
        note.Warnings.ShouldHaveSingleItem().ShouldContain("Page 2 has no text");
        PassageTests.Holds(note);
    }

    [Fact]
    public void A_word_document_is_read_by_its_styles()
    {
        var note = Read("D.docx", Docx(body =>
        {
            body.Append(Styled("Title", "My thesis"), Styled("Heading1", "Chapter"), Plain("Words of it."), Styled("Heading2", "Part"));
            body.Append(new Paragraph(
                new Run(new W.Text("seen") { Space = SpaceProcessingModeValues.Preserve }),
                new DeletedRun(new Run(new DeletedText("SECRET deleted"))),
                new Run(new RunProperties(new Vanish()), new W.Text("SECRET hidden"))));
            body.Append(new Table(Row("name", "value"), Row("pi", "3.14")));
        }));

        (note.Kind, note.Title).ShouldBe(("docx", "My thesis"));
        Notes.Everything(note).ShouldNotContain("SECRET");
        var plain = Notes.Plain(note);
        plain.ShouldContain("Words of it.");
        plain.ShouldContain("name\tvalue\npi\t3.14");
        note.Passages[^1].Headings.ShouldBe(["Chapter", "Part"]);
        PassageTests.Holds(note);
    }

    [Fact]
    public void A_page_is_read_without_what_is_around_and_hidden()
    {
        var note = Read("a/page.html", """
            <!doctype html><html><head><title>The page</title><style>SECRET{}</style><script>SECRET</script></head>
            <body><nav>SECRET menu</nav><!-- SECRET --><main><h1>One</h1><p>Some <b>bold</b>
            words &amp; more.<br>Next</p><p style="display: none">SECRET</p><p hidden>SECRET</p>
            <h2>Two</h2><ul><li>first<li>second</ul><table><tr><th>a<th>b<tr><td>1<td>2</table>
            <pre>x = 1
            y</pre></main><footer>SECRET</footer></body></html>
            """);

        (note.Kind, note.Title).ShouldBe(("html", "The page"));
        Notes.Everything(note).ShouldNotContain("SECRET");
        note.Text.ShouldBe("One\n\nSome bold words & more.\nNext\n\nTwo\n\nfirst\n\nsecond\n\na\tb\n1\t2\n\nx = 1\ny");
        PassageTests.Holds(note);
    }

    [Fact]
    public void A_page_in_its_own_encoding_is_read()
    {
        var japanese = CodePagesEncodingProvider.Instance.GetEncoding("shift_jis")!;
        var page = "<meta charset=shift_jis><title>題</title><p>数学のノート、微分と積分の話を書いた長い文章です。";

        DocumentKinds.Read("p.html", japanese.GetBytes(page)).Text.ShouldBe("数学のノート、微分と積分の話を書いた長い文章です。");
    }

    [Fact]
    public void A_table_says_its_header_in_every_passage()
    {
        var rows = string.Concat(Enumerable.Range(0, 500).Select(i => $"{i};\"a \"\"quoted\"\"; value\nof {i}\"\n"));
        var note = Read("t.csv", $"number;words\n{rows}");

        note.Passages.Length.ShouldBeGreaterThan(3);
        note.Passages.ShouldAllBe(p => p.Plain.StartsWith("number\twords\n"));
        note.Passages[0].Plain.ShouldContain("0\ta \"quoted\"; value of 0\n");
        note.Passages[^1].LastLine.ShouldBe(1001);
        PassageTests.Holds(note);
    }

    [Fact]
    public void A_notebook_is_its_text_code_and_output()
    {
        var note = Read("n.ipynb", """
            {"metadata":{"language_info":{"name":"python"}},"nbformat":4,"cells":[
            {"cell_type":"markdown","source":["# Fit\n","See [[Line]] #fit"]},
            {"cell_type":"code","source":["%%time\n","s = '```'\n","print([[1]])"],"outputs":[{"output_type":"stream","text":["[[1]]\n"]},
              {"output_type":"display_data","data":{"image/png":"AAAA","text/plain":["<Figure>"]}}]},
            {"cell_type":"markdown","source":"%%SECRET%% end"}]}
            """);

        note.Kind.ShouldBe("notebook");
        note.Links.ShouldHaveSingleItem().Target.ShouldBe("Line");
        note.Tags.ShouldBe(["fit"]);
        var plain = Notes.Plain(note);
        plain.ShouldContain("%%time\ns = '```'\nprint([[1]])");
        plain.ShouldContain("<Figure>");
        Notes.Everything(note).ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_canvas_is_its_cards_from_top_to_bottom()
    {
        var note = Read("c.canvas", """
            {"nodes":[{"id":"2","type":"text","text":"second card %%SECRET","x":0,"y":100},
            {"id":"1","type":"text","text":"# First\nsee [[Note]] #t","x":0,"y":0},
            {"id":"3","type":"file","file":"folder/A.md","subpath":"#H","x":0,"y":200},
            {"id":"4","type":"group","label":"My group","x":0,"y":300},{"id":"5","type":"link","url":"https://example.org","x":0,"y":400}],
            "edges":[{"id":"e","fromNode":"1","toNode":"2","label":"leads to"}]}
            """);

        note.Kind.ShouldBe("canvas");
        note.Links.Select(link => (link.Target, link.Heading, link.IsEmbed)).ShouldBe([("Note", null, false), ("folder/A.md", "H", true)]);
        var plain = Notes.Plain(note);
        plain.IndexOf("see Note", StringComparison.Ordinal).ShouldBeLessThan(plain.IndexOf("second card", StringComparison.Ordinal));
        plain.ShouldContain("leads to");
        Notes.Everything(note).ShouldNotContain("SECRET");
        Read("empty.canvas", "").Passages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.pdf", "hello", "not a PDF")]
    [InlineData("a.pdf", "%PDF-1.7\ngarbage", "PDF")]
    [InlineData("a.docx", "hello", "not a Word document")]
    [InlineData("a.docx", "PK\u0003\u0004 garbage", "damaged")]
    [InlineData("a.doc", "x", ".docx")]
    [InlineData("a.exe", "x", "\".exe\"")]
    [InlineData("noextension", "x", "without an extension")]
    [InlineData("a.ipynb", "{}", "Jupyter")]
    [InlineData("a.ipynb", "[[[", "Jupyter")]
    [InlineData("a.canvas", "[]", "canvas")]
    [InlineData("a.html", "<script>x</script>", "no text")]
    [InlineData("a.csv", "\n\n", "empty")]
    [InlineData("a.pdf", "", "empty")]
    [InlineData("a.md", "a\0b", "NUL")]
    public void What_is_not_read_gets_a_sentence(string path, string content, string words) =>
        Should.Throw<Exception>(() => Read(path, content)).Message.ShouldContain(words);

    [Fact]
    public void A_protected_word_document_is_refused() =>
        Should.Throw<DocumentRefusedException>(() => DocumentKinds.Read("a.docx", new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0, 0 }))
            .Message.ShouldContain("password");

    [Fact]
    public void A_scanned_pdf_is_refused() =>
        Should.Throw<DocumentRefusedException>(() => DocumentKinds.Read("a.pdf", Pdf("", ""))).Message.ShouldContain("scanned");

    private static Note Read(string path, byte[] content) => DocumentKinds.Read(path, content);

    private static Note Read(string path, string content) => DocumentKinds.Read(path, Encoding.UTF8.GetBytes(content));

    internal static byte[] Pdf(params string[] pages)
    {
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var text in pages)
        {
            var page = builder.AddPage(600, 800);
            var y = 700;
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                page.AddText(line, 12, new PdfPoint(50, y -= 14), font);
        }

        return builder.Build();
    }

    internal static byte[] Docx(Action<Body> write)
    {
        var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.Document = new Document(new Body());
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                new Style(new StyleName { Val = "Title" }) { StyleId = "Title" },
                new Style(new StyleName { Val = "heading 1" }) { StyleId = "Heading1" },
                new Style(new StyleName { Val = "Custom" }, new BasedOn { Val = "Base2" }) { StyleId = "Heading2" },
                new Style(new StyleName { Val = "heading 2" }) { StyleId = "Base2" });
            write(main.Document.Body!);
        }

        return stream.ToArray();
    }

    private static Paragraph Plain(string text) => new(new Run(new W.Text(text)));

    private static Paragraph Styled(string style, string text) =>
        new(new ParagraphProperties(new ParagraphStyleId { Val = style }), new Run(new W.Text(text)));

    private static TableRow Row(params string[] cells) => new(cells.Select(cell => new TableCell(Plain(cell))));
}
