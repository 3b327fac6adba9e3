using System.Text.Json;

namespace ObsidianVault.Ai;

/// <summary>
/// Passes an event stream through and reads along: an <c>error</c> inside it becomes an exception (the OpenAI SDK ends such a
/// stream normally), and usage is noted as it was sent.
/// </summary>
internal sealed class EventStreamReader(Stream inner, WireUsage usage, Func<RetryHint> hint) : Stream
{
    /// <summary>The longest line that is read along; a longer one passes unread.</summary>
    private const int MaxLine = 4 * 1024 * 1024;

    /// <summary>The longest stream, whatever is in it.</summary>
    private const long MaxStream = 64L * 1024 * 1024;

    private readonly PartialLine _line = new();
    private ProviderHttpException? _error;
    private long _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_error is not null) throw _error;
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Passed(buffer.Span[..read]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_error is not null) throw _error;
        return Passed(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Whether JSON is an error and no answer: an object, or a list of one, with <c>error</c> and without choices.</summary>
    internal static bool IsError(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\"error"u8) < 0) return false;
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0) root = root[0];
            if (root.ValueKind != JsonValueKind.Object) return false;
            var isTyped = root.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("error");
            return isTyped || Has(root, "error") || (Has(root, "errors") && !Has(root, "result"));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Has(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind switch
        {
            JsonValueKind.Object => true,
            JsonValueKind.String => value.GetString()!.Length > 0,
            JsonValueKind.Array => value.GetArrayLength() > 0,
            _ => false,
        };

    /// <summary>How many of the bytes come before an error. What was good is delivered first; the next read throws.</summary>
    private int Passed(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        if (_length > MaxStream) throw new ProviderHttpException(new ProviderError(502, "", "answer_too_long", "", "", null));
        var start = 0;
        while (start < bytes.Length)
        {
            var length = bytes[start..].IndexOfAny((byte)'\n', (byte)'\r');
            if (length < 0)
            {
                _line.Append(bytes[start..], MaxLine);
                break;
            }

            var line = bytes.Slice(start, length);
            if (_line.Length > 0)
            {
                _line.Append(line, MaxLine);
                line = _line.Span;
            }

            Line(line);
            if (_error is not null) return start > 0 ? start : throw _error;
            _line.Clear();
            start += length + 1;
        }

        return bytes.Length;
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("data:"u8)) return;
        var data = line[5..].TrimStart((byte)' ');
        if (data.IsEmpty || data[0] is not ((byte)'{' or (byte)'[')) return;
        if (IsError(data)) _error = new ProviderHttpException(ProviderError.Read(200, data, hint()));
        else if (data.IndexOf("usage\":{"u8) >= 0 || data.IndexOf("usage\": {"u8) >= 0) usage.Take(data);
    }

    /// <summary>The beginning of a line whose end has not come yet.</summary>
    private sealed class PartialLine
    {
        private byte[] _bytes = [];
        private bool _overflowed;

        public int Length { get; private set; }

        public ReadOnlySpan<byte> Span => _overflowed ? default : _bytes.AsSpan(0, Length);

        public void Append(ReadOnlySpan<byte> bytes, int limit)
        {
            if (_overflowed || bytes.IsEmpty) return;
            if (Length + bytes.Length > limit)
            {
                (_overflowed, Length, _bytes) = (true, 1, []);
                return;
            }

            if (_bytes.Length < Length + bytes.Length) Array.Resize(ref _bytes, Math.Max(256, (Length + bytes.Length) * 2));
            bytes.CopyTo(_bytes.AsSpan(Length));
            Length += bytes.Length;
        }

        public void Clear() => (Length, _overflowed) = (0, false);
    }
}
