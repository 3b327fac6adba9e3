using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace ObsidianVault.Knowledge.Reading.Processes;

internal sealed record ReaderRequest(string Path, byte[] Content);

/// <summary>A note or the sentence that refuses it.</summary>
internal sealed record ReaderAnswer(Note? Note, string? Refusal)
{
    public const string TooLarge = "The document needs more memory than one document may have. Send it in parts.";
}

/// <summary>What goes between the two processes: a length of four bytes, then the bytes; a request is two such frames.</summary>
internal static class ReaderFrames
{
    /// <summary>No answer is longer, in bytes.</summary>
    private const int MaxAnswer = 400_000_000;

    private static readonly JsonSerializerOptions s_json = new() { MaxDepth = 16 };

    public static async Task WriteRequestAsync(Stream to, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var name = Encoding.UTF8.GetBytes(path);
        await to.WriteAsync(Length(name.Length), cancellationToken);
        await to.WriteAsync(name, cancellationToken);
        await to.WriteAsync(Length(content.Length), cancellationToken);
        await to.WriteAsync(content, cancellationToken);
        await to.FlushAsync(cancellationToken);
    }

    /// <summary>The next request, or null at the end.</summary>
    public static ReaderRequest? ReadRequest(Stream from)
    {
        var length = new byte[4];
        if (from.ReadAtLeast(length, 4, throwOnEndOfStream: false) < 4) return null;
        var name = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        from.ReadExactly(name);
        from.ReadExactly(length);
        var content = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        from.ReadExactly(content);
        return new(Encoding.UTF8.GetString(name), content);
    }

    public static void WriteAnswer(Stream to, ReaderAnswer answer)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(answer, s_json);
        to.Write(Length(json.Length));
        to.Write(json);
    }

    /// <exception cref="IOException">The process ended, or says what it never says.</exception>
    public static async Task<ReaderAnswer> ReadAnswerAsync(Stream from, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        await from.ReadExactlyAsync(head, cancellationToken);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is <= 0 or > MaxAnswer) throw new IOException("The answer has an impossible length.");
        var json = new byte[length];
        await from.ReadExactlyAsync(json, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<ReaderAnswer>(json, s_json) ?? throw new IOException("The answer is empty.");
        }
        catch (JsonException fault)
        {
            throw new IOException("The answer is not one.", fault);
        }
    }

    private static byte[] Length(int length)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        return bytes;
    }
}
