using System.Text.Json;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// Passes an event stream through line by line and inspects it: an <c>error</c> inside it becomes an exception (the OpenAI
/// SDK ends such a stream normally), usage is recorded as it was sent, and finish reasons are translated to OpenAI's.
/// </summary>
internal sealed class EventStreamReader(Stream inner, WireUsage usage, Func<RetryHint> hint) : Stream
{
    /// <summary>The longest line that is inspected; a longer one passes unread.</summary>
    private const int MaxLine = 4 * 1024 * 1024;

    /// <summary>The longest stream, whatever it contains.</summary>
    private const long MaxStream = 64L * 1024 * 1024;

    private const int FirstBlock = 4 * 1024;

    private readonly LineBuffer _lines = new(FirstBlock, MaxLine);
    private ProviderHttpException? _error;
    private long _length;
    private bool _hasEnded;

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
        while (!_lines.HasReady && !_hasEnded)
        {
            if (_error is not null) throw _error;
            Take(await inner.ReadAsync(_lines.Free, cancellationToken).ConfigureAwait(false));
        }

        return _lines.Read(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (!_lines.HasReady && !_hasEnded)
        {
            if (_error is not null) throw _error;
            Take(inner.Read(_lines.Free.Span));
        }

        return _lines.Read(buffer.AsSpan(offset, count));
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

    /// <summary>Whether JSON is an error and not an answer: an object, or a list of one, with <c>error</c> and without choices.</summary>
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

    /// <summary>Data before an error is delivered first; the next read throws.</summary>
    private void Take(int read)
    {
        _length += read;
        if (_length > MaxStream) throw new ProviderHttpException(new ProviderError(502, "", "answer_too_long", "", "", null));
        _lines.Add(read);
        _hasEnded = read == 0;
        while (_lines.TryNext(_hasEnded, out var line))
        {
            try
            {
                _lines.Accept(Line(line));
            }
            catch (ProviderHttpException exception)
            {
                _error = exception;
                _hasEnded = false;
                return;
            }
        }
    }

    /// <summary>The replacement for the line; null to pass it on unchanged.</summary>
    /// <exception cref="ProviderHttpException">The line contains an error.</exception>
    private byte[]? Line(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("data:"u8)) return null;
        var data = line[5..].TrimStart((byte)' ');
        if (data.IsEmpty || data[0] is not ((byte)'{' or (byte)'[')) return null;
        if (IsError(data)) throw new ProviderHttpException(ProviderError.Read(200, data, hint()));
        if (data.IndexOf("usage\":{"u8) >= 0 || data.IndexOf("usage\": {"u8) >= 0) usage.Take(data);
        return FinishReasons.Rewrite(line);
    }
}
