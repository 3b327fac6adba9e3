using System.Buffers.Binary;
using System.Text;

namespace ObsidianVault.Fakes.Demo;

/// <summary>Information from the boxes of an MP4 file (ISO/IEC 14496-12).</summary>
public sealed record Mp4(bool StartsWithFileType, bool StreamsFromTheStart, TimeSpan Duration)
{
    public static Mp4 Read(ReadOnlySpan<byte> file)
    {
        var (first, moovAt, mdatAt, duration) = ("", -1L, -1L, TimeSpan.Zero);
        for (var at = 0; TryBox(file[at..], out var type, out var header, out var size); at += size)
        {
            if (at == 0) first = type;
            if (type == "mdat" && mdatAt < 0) mdatAt = at;
            if (type == "moov" && moovAt < 0) (moovAt, duration) = (at, DurationOf(file.Slice(at + header, size - header)));
        }

        return new Mp4(first == "ftyp", moovAt >= 0 && mdatAt > moovAt, duration);
    }

    private static TimeSpan DurationOf(ReadOnlySpan<byte> moov)
    {
        for (var at = 0; TryBox(moov[at..], out var type, out var header, out var size); at += size)
        {
            if (type != "mvhd") continue;
            var box = moov.Slice(at + header, size - header);
            var isLong = box is [1, ..];
            if (box.Length < (isLong ? 32 : 20)) break;
            var scale = BinaryPrimitives.ReadUInt32BigEndian(box[(isLong ? 20 : 12)..]);
            var length = isLong ? BinaryPrimitives.ReadUInt64BigEndian(box[24..]) : BinaryPrimitives.ReadUInt32BigEndian(box[16..]);
            return scale == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)length / scale);
        }

        return TimeSpan.Zero;
    }

    private static bool TryBox(ReadOnlySpan<byte> rest, out string type, out int header, out int size)
    {
        (type, header, size) = ("", 8, 0);
        if (rest.Length < 8) return false;

        long declared = BinaryPrimitives.ReadUInt32BigEndian(rest);
        type = Encoding.Latin1.GetString(rest.Slice(4, 4));
        if (declared == 0) declared = rest.Length; // to the end of the file
        if (declared == 1)
        {
            header = 16;
            if (rest.Length < header) return false;
            declared = BinaryPrimitives.ReadInt64BigEndian(rest[8..]);
        }

        if (declared < header || declared > rest.Length) return false;
        size = (int)declared;
        return true;
    }
}
