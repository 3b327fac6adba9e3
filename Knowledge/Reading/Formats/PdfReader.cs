using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Exceptions;

namespace ObsidianVault.Knowledge.Reading.Formats;

/// <summary>The text of a PDF in the order of its content; each page is a section.</summary>
internal static class PdfReader
{
    private const int MaxPages = 5000;

    public static Note Read(string path, byte[] content)
    {
        if (content.AsSpan(0, Math.Min(content.Length, 1024)).IndexOf("%PDF-"u8) < 0)
            throw new DocumentRefusedException("The file is not a PDF, although its name says so.");
        try
        {
            using var pdf = Open(content);
            return Read(path, pdf);
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new DocumentRefusedException("The PDF is protected by a password. Save a copy without it and send that.");
        }
    }

    private static PdfDocument Open(byte[] content)
    {
        try
        {
            return PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        }
        catch (Exception fault) when (fault is not (PdfDocumentEncryptedException or OutOfMemoryException or StackOverflowException))
        {
            // PdfPig throws what its parsers meet.
            throw new DocumentRefusedException("The PDF is damaged and could not be opened.");
        }
    }

    private static Note Read(string path, PdfDocument pdf)
    {
        var text = new DocumentText();
        var warnings = new List<string>();
        var (empty, broken) = (new List<int>(), new List<int>());
        for (var number = 1; number <= Math.Min(pdf.NumberOfPages, MaxPages) && !text.IsFull; number++)
        {
            string page;
            try
            {
                page = Tidy(ContentOrderTextExtractor.GetText(pdf.GetPage(number), addDoubleNewline: true));
            }
            catch (Exception fault) when (fault is not (OutOfMemoryException or StackOverflowException))
            {
                // PdfPig throws what its parsers meet. One broken page leaves the others.
                broken.Add(number);
                continue;
            }

            if (page.Length == 0)
            {
                empty.Add(number);
                continue;
            }

            text.AddHeading(1, $"Page {number}");
            foreach (var paragraph in page.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)) text.AddParagraph(paragraph);
        }

        if (text.IsEmpty)
        {
            throw new DocumentRefusedException(broken.Count > empty.Count
                ? "The PDF is damaged: none of its pages can be read."
                : "The PDF has no text; it was probably scanned. Run text recognition (OCR) over it and send it again.");
        }

        if (empty.Count > 0) warnings.Add($"{Pages(empty)} no text; scanned pages are not read.");
        if (broken.Count > 0) warnings.Add($"{Pages(broken)} faults and could not be read.");
        if (pdf.NumberOfPages > MaxPages) warnings.Add($"Only the first {MaxPages} of {pdf.NumberOfPages} pages were read.");
        return text.ToNote(path, "pdf", Title(pdf), warnings, isPaged: true);
    }

    private static string Pages(List<int> numbers) =>
        numbers.Count == 1
            ? $"Page {numbers[0]} has"
            : $"Pages {string.Join(", ", numbers.Take(10))}{(numbers.Count > 10 ? ", …" : "")} have";

    /// <summary>Its own title, unless a program put a file's name or nothing there.</summary>
    private static string? Title(PdfDocument pdf)
    {
        var title = pdf.Information.Title?.Trim().Replace("\0", "", StringComparison.Ordinal);
        if (title is not { Length: > 0 and < 300 } || title.StartsWith("untitled", StringComparison.OrdinalIgnoreCase)) return null;
        return Path.GetExtension(title).ToLowerInvariant() is ".doc" or ".docx" or ".dvi" or ".tex" or ".pdf" or ".indd" ? null : title;
    }

    /// <summary>Words that were hyphenated at the end of a line are whole again, ligatures are letters.</summary>
    private static string Tidy(string page)
    {
        page = page.ReplaceLineEndings("\n");
        var text = new StringBuilder(page.Length);
        for (var at = 0; at < page.Length; at++)
        {
            var c = page[at];
            var isHyphen = c is '-' or '\u00AD' && at > 0 && char.IsLetter(page[at - 1])
                && at + 2 < page.Length && page[at + 1] == '\n' && char.IsLower(page[at + 2]);
            if (isHyphen)
            {
                at++;
                continue;
            }

            switch (c)
            {
                case '\uFB00': text.Append("ff"); break;
                case '\uFB01': text.Append("fi"); break;
                case '\uFB02': text.Append("fl"); break;
                case '\uFB03': text.Append("ffi"); break;
                case '\uFB04': text.Append("ffl"); break;
                case < ' ' and not ('\n' or '\t'): break;
                default: text.Append(c); break;
            }
        }

        return text.ToString().Trim();
    }
}
