using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace ObsidianVault.Knowledge.Index;

/// <summary>
/// Packs the postings of one stem: for each form of the word its name (empty if it is the stem), the number of postings, their
/// size in bytes, and the postings in order. Numbers are LEB128; passages are differences, the first one from the segment's
/// first passage.
/// </summary>
internal static class PostingCodec
{
    private const int MaxSpan = 128;

    public static byte[] Encode(long first, string stem, IReadOnlyDictionary<string, List<Posting>> forms)
    {
        var whole = new ArrayBufferWriter<byte>();
        var body = new ArrayBufferWriter<byte>();
        foreach (var (form, postings) in forms)
        {
            body.ResetWrittenCount();
            var previous = first;
            foreach (var posting in postings)
            {
                Write(body, (ulong)(posting.Passage - previous));
                Write(body, ((ulong)posting.Body << 1) | (posting.Head > 0 ? 1UL : 0));
                if (posting.Head > 0) Write(body, (ulong)posting.Head);
                Write(body, (ulong)posting.Length);
                previous = posting.Passage;
            }

            WriteText(whole, form == stem ? "" : form);
            Write(whole, (ulong)postings.Count);
            Write(whole, (ulong)body.WrittenCount);
            whole.Write(body.WrittenSpan);
        }

        return whole.WrittenSpan.ToArray();
    }

    /// <summary>The forms of a stem, with their packed postings.</summary>
    public static List<PackedForm> Forms(string stem, ReadOnlyMemory<byte> body)
    {
        var forms = new List<PackedForm>(1);
        var i = 0;
        while (i < body.Length)
        {
            var form = ReadText(body.Span, ref i);
            var count = (int)Read(body.Span, ref i);
            var size = (int)Read(body.Span, ref i);
            forms.Add(new PackedForm(form.Length == 0 ? stem : form, count, body.Slice(i, size)));
            i += size;
        }

        return forms;
    }

    public static Posting Next(long previous, ReadOnlySpan<byte> postings, ref int i)
    {
        var passage = previous + (long)Read(postings, ref i);
        var word = Read(postings, ref i);
        var head = (word & 1) == 1 ? (int)Read(postings, ref i) : 0;
        return new Posting(passage, (int)(word >> 1), head, (int)Read(postings, ref i));
    }

    /// <summary>All terms of a small segment in one value: stem, size and packed postings of each.</summary>
    public static byte[] EncodeAll(IEnumerable<(string Stem, byte[] Body)> rows)
    {
        var whole = new ArrayBufferWriter<byte>();
        foreach (var (stem, body) in rows)
        {
            WriteText(whole, stem);
            Write(whole, (ulong)body.Length);
            whole.Write(body);
        }

        return whole.WrittenSpan.ToArray();
    }

    /// <param name="wanted">The stems to return; null for all.</param>
    public static List<(string Stem, ReadOnlyMemory<byte> Body)> DecodeAll(ReadOnlyMemory<byte> terms, HashSet<string>? wanted)
    {
        var rows = new List<(string, ReadOnlyMemory<byte>)>();
        var bytes = terms.Span;
        // Most stems of a segment are not wanted, so no string is made of them.
        Span<char> buffer = stackalloc char[MaxSpan];
        var i = 0;
        while (i < bytes.Length)
        {
            var start = i;
            var length = (int)Read(bytes, ref i);
            string? stem = null;
            if (wanted is null || length > MaxSpan)
            {
                i = start;
                stem = ReadText(bytes, ref i);
                if (wanted is not null && !wanted.Contains(stem)) stem = null;
            }
            else
            {
                var text = buffer[..Encoding.UTF8.GetChars(bytes.Slice(i, length), buffer)];
                wanted.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out stem);
                i += length;
            }

            var size = (int)Read(bytes, ref i);
            if (stem is not null) rows.Add((stem, terms.Slice(i, size)));
            i += size;
        }

        return rows;
    }

    private static void WriteText(ArrayBufferWriter<byte> to, string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        Write(to, (ulong)bytes);
        Encoding.UTF8.GetBytes(text, to.GetSpan(bytes));
        to.Advance(bytes);
    }

    private static string ReadText(ReadOnlySpan<byte> from, ref int i)
    {
        var length = (int)Read(from, ref i);
        i += length;
        return Encoding.UTF8.GetString(from.Slice(i - length, length));
    }

    private static void Write(ArrayBufferWriter<byte> to, ulong value)
    {
        var span = to.GetSpan(10);
        var i = 0;
        while (value >= 0x80)
        {
            span[i++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[i++] = (byte)value;
        to.Advance(i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read(ReadOnlySpan<byte> from, ref int i)
    {
        ulong value = from[i++];
        if (value < 0x80) return value;
        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            ulong next = from[i++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }
}

/// <param name="Count">How many passages have the form.</param>
/// <param name="Postings">To be read with <see cref="PostingCodec.Next"/>.</param>
internal readonly record struct PackedForm(string Form, int Count, ReadOnlyMemory<byte> Postings);
