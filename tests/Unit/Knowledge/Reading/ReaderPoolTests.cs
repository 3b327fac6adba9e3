using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Reading.Processes;
using ObsidianVault.Knowledge.Reading.Settings;

namespace ObsidianVault.Unit.Knowledge.Reading;

public sealed class ReaderPoolTests : IDisposable
{
    private static readonly byte[] s_page = "<h1>T</h1><p>Some words.</p>"u8.ToArray();

    private readonly FakeTimeProvider _time = new();
    private readonly ReaderPool _pool;

    public ReaderPoolTests() => _pool = Pool(new ReadingOptions { Processes = 1 });

    public void Dispose() => _pool.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_process_reads_many_documents()
    {
        var first = await _pool.ReadAsync("a/p.html", s_page, Token);
        var id = Child();
        var second = await _pool.ReadAsync("D.pdf", DocumentKindTests.Pdf("Page words."), Token);

        first.Passages.ShouldHaveSingleItem().Headings.ShouldBe(["T"]);
        first.Path.ShouldBe("a/p.html");
        second.Passages.ShouldHaveSingleItem().Plain.ShouldBe("Page words.");
        Child().ShouldBe(id);
    }

    [Fact]
    public async Task A_refusal_costs_nothing_else()
    {
        var refusal = await Should.ThrowAsync<DocumentRefusedException>(_pool.ReadAsync("a.pdf", "x"u8.ToArray(), Token));
        var id = Child();

        refusal.Message.ShouldContain("not a PDF");
        (await _pool.ReadAsync("p.html", s_page, Token)).Kind.ShouldBe("html");
        Child().ShouldBe(id);
    }

    [Fact]
    public async Task A_process_that_ended_meanwhile_is_replaced()
    {
        await _pool.ReadAsync("p.html", s_page, Token);
        using (var child = Process.GetProcessById(Child()))
        {
            child.Kill();
            await child.WaitForExitAsync(Token);
        }

        (await _pool.ReadAsync("p.html", s_page, Token)).Kind.ShouldBe("html");
    }

    [Fact]
    public async Task A_document_that_takes_too_long_is_given_up()
    {
        await _pool.ReadAsync("p.html", s_page, Token);
        var id = Child();
        await SignalAsync("STOP", id);
        var reading = _pool.ReadAsync("p.html", s_page, Token);
        while (!reading.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(31));
            await Task.Yield();
        }

        (await Should.ThrowAsync<DocumentRefusedException>(reading)).Message.ShouldContain("30 seconds");
        (await _pool.ReadAsync("p.html", s_page, Token)).Kind.ShouldBe("html");
        Child().ShouldNotBe(id);
    }

    [Fact]
    public async Task A_cancelled_reading_ends_its_process()
    {
        await _pool.ReadAsync("p.html", s_page, Token);
        var id = Child();
        await SignalAsync("STOP", id);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reading = _pool.ReadAsync("p.html", s_page, cancelled.Token);
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(reading);
        while (!await HasEndedAsync(id)) await Task.Yield();
    }

    [Fact]
    public async Task A_document_that_needs_too_much_memory_is_refused()
    {
        using var pool = Pool(new ReadingOptions { Processes = 1, MemoryMegabytes = 64 });
        var rows = Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 5_000_000)));

        await Should.ThrowAsync<DocumentRefusedException>(pool.ReadAsync("t.csv", rows, Token));
        (await pool.ReadAsync("p.html", s_page, Token)).Kind.ShouldBe("html");
    }

    [Fact]
    public async Task A_word_document_that_unpacks_without_end_is_refused()
    {
        var refusal = await Should.ThrowAsync<DocumentRefusedException>(_pool.ReadAsync("d.docx", Bomb(), Token));

        refusal.Message.ShouldNotBeEmpty();
        (await _pool.ReadAsync("p.html", s_page, Token)).Kind.ShouldBe("html");
    }

    /// <summary>Some are read, some are refused, and some would take minutes; none takes another document with it.</summary>
    [Fact]
    public async Task What_is_nested_without_end_costs_that_document_at_most()
    {
        using var pool = Pool(new ReadingOptions { Processes = 1, Timeout = TimeSpan.FromSeconds(2) }, TimeProvider.System);
        foreach (var (path, unit, times) in new[]
        {
            ("p.html", "<b>", 300_000), ("p.html", "<h1><div><table><tr><td>", 30_000), ("n.ipynb", "[", 300_000),
            ("n.md", "> ", 200_000), ("n.md", "[", 400_000), ("n.md", "*a **b ", 60_000), ("n.md", "![[a](", 60_000),
            ("n.md", "| a ", 60_000), ("n.md", "%%\n\n`", 20_000), ("n.md", "# h\n", 100_000), ("n.md", "a ", 2_000_000),
        })
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(unit, times)) + " end");
            try
            {
                (await pool.ReadAsync(path, text, Token)).Path.ShouldBe(path);
            }
            catch (DocumentRefusedException refusal)
            {
                refusal.Message.ShouldEndWith(".");
            }
        }

        (await _pool.ReadAsync("p.html", s_page, Token)).Kind.ShouldBe("html");
    }

    [Fact]
    public async Task Processes_that_nobody_uses_end()
    {
        await _pool.ReadAsync("p.html", s_page, Token);
        var id = Child();
        _time.Advance(TimeSpan.FromMinutes(2));

        while (!await HasEndedAsync(id)) await Task.Yield();
        (await _pool.ReadAsync("p.html", s_page, Token)).Kind.ShouldBe("html");
    }

    [Fact]
    public async Task A_process_knows_nothing_of_its_parents_settings()
    {
        await _pool.ReadAsync("p.html", s_page, Token);

        var names = (await File.ReadAllTextAsync($"/proc/{Child()}/environ", Token)).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('=')[0]);
        names.ShouldAllBe(name => name.StartsWith("DOTNET_") || name == "PWD" || name == "OLDPWD" || name == "SHLVL" || name == "_");
    }

    private ReaderPool Pool(ReadingOptions options, TimeProvider? time = null) =>
        new(Options.Create(options), time ?? _time, NullLogger<ReaderPool>.Instance);

    private int Child() => _pool.IdleProcesses.ShouldHaveSingleItem();

    private static async Task<bool> HasEndedAsync(int id)
    {
        try
        {
            var state = await File.ReadAllTextAsync($"/proc/{id}/stat", Token);
            return state[(state.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task SignalAsync(string signal, int id)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{id}"]);
        await kill.WaitForExitAsync(Token);
    }

    private static byte[] Bomb()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/d.xml"
                ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
                """);
            Add("_rels/.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"
                Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="d.xml"/></Relationships>
                """);
            var laughs = string.Concat(Enumerable.Range(1, 9)
                .Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">"));
            Add("d.xml", $"<!DOCTYPE d [<!ENTITY l0 \"lol\">{laughs}]>"
                + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                + "<w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>");

            void Add(string name, string text)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }
}
