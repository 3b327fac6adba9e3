using System.Buffers.Binary;

namespace ObsidianVault.Knowledge.Reading.Archives;

/// <summary>
/// The list of files at the end of a zip. The library reads all of it before it says how many there are, which for millions of empty
/// files takes gigabytes.
/// </summary>
internal static class ZipDirectory
{
    private const uint EndMark = 0x06054b50;
    private const uint LocatorMark = 0x07064b50;
    private const uint End64Mark = 0x06064b50;
    private const int EndSize = 22;
    private const int LocatorSize = 20;
    private const int End64Size = 56;
    private const int MaxComment = 65_535;

    /// <summary>
    /// The bytes from where the list begins to where the archive ends: what the library may read, whatever number of files the archive
    /// claims. 0 if that cannot be told, and then the library refuses the archive.
    /// </summary>
    public static long Length(Stream zip)
    {
        var tail = new byte[Math.Min(zip.Length, EndSize + MaxComment + LocatorSize)];
        var tailStart = zip.Length - tail.Length;
        zip.Position = tailStart;
        zip.ReadExactly(tail);
        zip.Position = 0;
        for (var i = tail.Length - EndSize; i >= 0; i--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(i)) != EndMark) continue;
            long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(i + 16));
            return tailStart + i - (start == uint.MaxValue ? Start64(zip, tail.AsSpan(0, i)) ?? start : start);
        }

        return 0;
    }

    private static long? Start64(Stream zip, ReadOnlySpan<byte> before)
    {
        if (before.Length < LocatorSize) return null;
        var locator = before[^LocatorSize..];
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != LocatorMark) return null;
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (at < 0 || at > zip.Length - End64Size) return null;
        Span<byte> end = stackalloc byte[End64Size];
        zip.Position = at;
        zip.ReadExactly(end);
        zip.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(end) == End64Mark ? BinaryPrimitives.ReadInt64LittleEndian(end[48..]) : null;
    }
}
