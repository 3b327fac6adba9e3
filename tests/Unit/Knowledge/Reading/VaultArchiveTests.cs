using System.IO.Compression;
using System.Text;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Reading.Archives;

namespace ObsidianVault.Unit.Knowledge.Reading;

public sealed class VaultArchiveTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_come_without_what_belongs_to_programs()
    {
        var files = await ReadAsync(Zip(
            "A.md", "folder/", "folder/B.md", ".obsidian/app.json", ".trash/Old.md", ".git/HEAD", "__MACOSX/._A.md", "folder/.DS_Store",
            "folder/Thumbs.db", "Cafe\u0301.md", "./C.md", "sub\\D.md"));

        files.Select(file => (file.Path, file.Refusal)).ShouldBe(
            [("A.md", null), ("folder/B.md", null), ("Caf\u00e9.md", null), ("C.md", null), ("sub/D.md", null)]);
        Encoding.UTF8.GetString(files[0].Content.Span).ShouldBe("text of A.md");
    }

    [Fact]
    public async Task A_folder_around_the_vault_is_no_part_of_its_paths()
    {
        var files = await ReadAsync(Zip("My vault/A.md", "My vault/.obsidian/app.json", "My vault/f/B.md", "README.md"));

        files.Select(file => file.Path).ShouldBe(["A.md", "f/B.md", "README.md"]);
    }

    [Theory]
    [InlineData("../evil.md", "..")]
    [InlineData("a/../../evil.md", "..")]
    [InlineData("..\\evil.md", "..")]
    [InlineData("/etc/passwd.md", "absolute")]
    [InlineData("C:\\Windows\\evil.md", "absolute")]
    [InlineData("\\\\server\\share.md", "absolute")]
    [InlineData("a\u0007b.md", "characters")]
    [InlineData("a\nb.md", "characters")]
    public async Task A_path_that_leads_out_is_refused_and_the_rest_goes_on(string name, string words)
    {
        var files = await ReadAsync(Zip(name, "Good.md"));

        files.Length.ShouldBe(2);
        files[0].Refusal.ShouldNotBeNull().ShouldContain(words);
        files[0].Content.IsEmpty.ShouldBeTrue();
        files[0].Path.ShouldNotContain('\n');
        files[1].ShouldSatisfyAllConditions(file => file.Path.ShouldBe("Good.md"), file => file.Refusal.ShouldBeNull());
    }

    [Fact]
    public async Task Links_and_doubles_are_refused()
    {
        var zip = Pack(archive =>
        {
            Add(archive, "link.md", "/etc/passwd"u8.ToArray()).ExternalAttributes = unchecked((int)0xA1FF0000);
            Add(archive, "A.md", "one"u8.ToArray());
            Add(archive, "A.md", "two"u8.ToArray());
            Add(archive, "Cafe\u0301.md", "three"u8.ToArray());
            Add(archive, "Caf\u00e9.md", "four"u8.ToArray());
        });

        var files = await ReadAsync(zip);

        files.Select(file => file.Refusal is null ? "taken" : file.Refusal[..8]).ShouldBe(
            ["Symbolic", "taken", "The arch", "taken", "The arch"]);
    }

    [Fact]
    public async Task Bombs_are_refused_by_what_comes_out()
    {
        var zip = Pack(archive =>
        {
            Add(archive, "zeros.md", new byte[8_000_000]);
            Add(archive, "big.md", Noise(3000));
            Add(archive, "a.md", Noise(900));
            Add(archive, "b.md", Noise(900));
            Add(archive, "c.md", Noise(900));
        });
        // The archive says that the first file is small.
        var lie = (byte[])zip.Clone();
        Replace(lie, BitConverter.GetBytes(8_000_000), BitConverter.GetBytes(10));

        var limits = new ArchiveLimits(MaxEntries: 10, MaxFile: 2000, MaxTotal: 2000);
        var files = await ReadAsync(zip, limits with { MaxFile = 10_000_000 });
        files[0].Refusal.ShouldNotBeNull().ShouldContain("300 times");
        (await ReadAsync(lie, limits)).Sum(file => file.Content.Length).ShouldBeLessThanOrEqualTo(2000);

        files = await ReadAsync(zip, limits);
        files.Select(file => file.Refusal is null).ShouldBe([false, false, true, true, false]);
        files[1].Refusal!.ShouldContain("at most 2000");
        files[4].Refusal!.ShouldContain("left out");
    }

    [Fact]
    public async Task An_archive_with_very_many_entries_is_refused()
    {
        var zip = Pack(archive =>
        {
            for (var i = 0; i < 100_000; i++) archive.CreateEntry($"{i}.md");
        });

        (await Should.ThrowAsync<DocumentRefusedException>(ReadAsync(zip))).Message.ShouldContain("100000 entries");
    }

    /// <summary>What the archive says of their number does not matter: the library would read all of them first.</summary>
    [Fact]
    public async Task A_list_that_is_too_long_is_refused_before_it_is_read()
    {
        var zip = Pack(archive =>
        {
            for (var i = 0; i < 2_000; i++) archive.CreateEntry($"{i}.md");
        });
        BitConverter.GetBytes((ushort)1).CopyTo(zip, zip.Length - 12);

        (await Should.ThrowAsync<DocumentRefusedException>(ReadAsync(zip, new ArchiveLimits(MaxEntries: 20)))).Message
            .ShouldContain("more than 20 files");
    }

    [Theory]
    [InlineData("not a zip")]
    [InlineData("")]
    [InlineData("PK\u0003\u0004 broken")]
    public async Task What_is_no_archive_is_refused(string content) =>
        (await Should.ThrowAsync<DocumentRefusedException>(ReadAsync(Encoding.UTF8.GetBytes(content)))).Message.ShouldContain("zip");

    [Fact]
    public async Task An_encrypted_file_is_refused()
    {
        var zip = Zip("A.md", "B.md");
        // Bit 0 of the flags of the first entry, in its own header and in the directory.
        zip[6] |= 1;
        zip[IndexOf(zip, "PK\u0001\u0002"u8) + 8] |= 1;

        var files = await ReadAsync(zip);

        files[0].Refusal.ShouldNotBeNull().ShouldContain("encrypted");
        files[1].Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData(437, "Grüße.md")]
    [InlineData(65001, "Grüße 数学.md")]
    public async Task Names_in_other_encodings_are_read(int page, string name)
    {
        var encoding = page == 65001 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(page)!;
        var ascii = new string('x', encoding.GetByteCount(name));
        var zip = Zip(ascii);
        // As programs that set no flag write it.
        while (IndexOf(zip, Encoding.ASCII.GetBytes(ascii)) is > 0 and var at) encoding.GetBytes(name).CopyTo(zip, at);

        (await ReadAsync(zip)).ShouldHaveSingleItem().Path.ShouldBe(name);
    }

    [Fact]
    public async Task Random_damage_is_a_sentence_or_a_file()
    {
        var random = new Random(7);
        var zip = Zip([.. Enumerable.Range(0, 20).Select(i => $"folder/{i}.md")]);
        for (var round = 0; round < 2000; round++)
        {
            var damaged = (byte[])zip.Clone();
            for (var i = 0; i < random.Next(1, 20); i++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                foreach (var file in await ReadAsync(damaged)) (file.Refusal is null || file.Content.IsEmpty).ShouldBeTrue();
            }
            catch (DocumentRefusedException)
            {
                // Said in a sentence.
            }
        }
    }

    private static async Task<ArchivedFile[]> ReadAsync(byte[] zip, ArchiveLimits? limits = null) =>
        await VaultArchive.ReadAsync(new MemoryStream(zip), limits ?? new ArchiveLimits(), Token).ToArrayAsync(Token);

    private static byte[] Zip(params string[] names) => Pack(archive =>
    {
        foreach (var name in names) Add(archive, name, name.EndsWith('/') ? [] : Encoding.UTF8.GetBytes($"text of {name}"));
    });

    private static byte[] Pack(Action<ZipArchive> write)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true)) write(archive);
        return stream.ToArray();
    }

    private static ZipArchiveEntry Add(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name);
        using var stream = entry.Open();
        stream.Write(content);
        return entry;
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static int IndexOf(byte[] bytes, ReadOnlySpan<byte> part) => bytes.AsSpan().IndexOf(part);

    private static void Replace(byte[] bytes, byte[] part, byte[] with)
    {
        while (IndexOf(bytes, part) is >= 0 and var at) with.CopyTo(bytes, at);
    }
}
