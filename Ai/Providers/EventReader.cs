using System.Buffers;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// Reads a provider's answer event by event, however it is labelled: server-sent events, JSON line by line, or one JSON document. Lines
/// end with LF, CR or both. Not thread-safe.
/// </summary>
internal sealed class EventReader(Stream body) : IDisposable
{
    private const int FirstBlock = 8 * 1024;

    /// <summary>How long the end of the body may take after the last event; a connection that was read to its end is used again.</summary>
    private static readonly TimeSpan s_end = TimeSpan.FromMilliseconds(100);

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBlock);
    private ArrayBufferWriter<byte>? _joined;
    private ReadOnlyMemory<byte> _data;
    private int _start;
    private int _filled;
    private int _scanned;
    private long _length;
    private bool _hasEnded;
    private bool _isAfterFirst;
    private bool _skipsLineFeed;
    private bool _isErrorEvent;

    /// <summary>The current event's JSON; valid until the next read.</summary>
    public ReadOnlySpan<byte> Data => _data.Span;

    /// <summary>Whether the event is named an error, whatever its data looks like.</summary>
    public bool IsError { get; private set; }

    /// <summary>Whether the stream said that it is complete.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Reads the next event. False at the end.</summary>
    /// <exception cref="ProviderHttpException">The answer is too long.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!IsDone)
        {
            while (TryLine(out var start, out var length))
                if (Take(start, length)) return true;
            if (IsDone) break;
            if (_hasEnded) return TakePending();
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Reads what follows the last event, if it comes at once.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        if (_hasEnded) return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_end);
        try
        {
            for (var most = 4 * FirstBlock; !_hasEnded && most > 0; most -= _filled)
            {
                (_start, _filled, _scanned) = (0, 0, 0);
                await FillAsync(limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException)
        {
            // The answer is complete. Only the connection is lost.
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _filled - _start).CopyTo(_bytes);
            (_start, _filled, _scanned) = (0, _filled - _start, _scanned - _start);
        }

        if (_filled == _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            _bytes.AsSpan(0, _filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        var read = await body.ReadAsync(_bytes.AsMemory(_filled), cancellationToken).ConfigureAwait(false);
        _filled += read;
        _length += read;
        _hasEnded = read == 0;
        if (_length >= ProviderTransport.MaxAnswer) throw ProviderTransport.TooLong();
    }

    private bool TryLine(out int start, out int length)
    {
        if (_skipsLineFeed && _start < _filled)
        {
            if (_bytes[_start] == '\n') (_start, _scanned) = (_start + 1, Math.Max(_scanned, _start + 1));
            _skipsLineFeed = false;
        }

        start = _start;
        var found = _bytes.AsSpan(_scanned, _filled - _scanned).IndexOfAny((byte)'\n', (byte)'\r');
        if (found < 0)
        {
            _scanned = _filled;
            length = _filled - _start;
            if (!_hasEnded || length == 0) return false;
            _start = _filled;
            return true;
        }

        var end = _scanned + found;
        length = end - start;
        _skipsLineFeed = _bytes[end] == '\r';
        (_start, _scanned) = (end + 1, end + 1);
        return true;
    }

    /// <summary>True if the line completes an event.</summary>
    private bool Take(int start, int length)
    {
        var line = _bytes.AsSpan(start, length);
        if (!_isAfterFirst && length > 0)
        {
            _isAfterFirst = true;
            if (line.StartsWith("\uFEFF"u8))
            {
                start += 3;
                line = line[3..];
            }
        }

        if (line.IsEmpty) return TakePending();
        if (line.StartsWith("data:"u8))
        {
            var skip = line.Length > 5 && line[5] == ' ' ? 6 : 5;
            return TakeData(start + skip, line.Length - skip, isError: _isErrorEvent);
        }

        if (line.StartsWith("error:"u8)) return TakeData(start + 6, line.Length - 6, isError: true);
        if (line.StartsWith("event:"u8))
        {
            _isErrorEvent = line[6..].Trim((byte)' ').SequenceEqual("error"u8);
            return false;
        }

        // JSON without a field's name: line by line, or a document over several lines. A line of an event stream begins otherwise.
        return (_joined is { WrittenCount: > 0 } || line.TrimStart(" \t"u8) is [(byte)'{' or (byte)'[', ..])
            && TakeData(start, line.Length, isError: false);
    }

    private bool TakeData(int start, int length, bool isError)
    {
        var data = _bytes.AsSpan(start, length).Trim(" \t\0"u8);
        if (data.SequenceEqual("[DONE]"u8))
        {
            IsDone = true;
            return false;
        }

        if (data.IsEmpty) return false;
        if (_joined is not { WrittenCount: > 0 } && IsComplete(data))
        {
            _data = _bytes.AsMemory(start, length);
            (IsError, _isErrorEvent) = (isError, false);
            return true;
        }

        // JSON over several lines: an empty line or the end completes it.
        _joined ??= new ArrayBufferWriter<byte>();
        if (_joined.WrittenCount > 0) _joined.Write("\n"u8);
        _joined.Write(data);
        _isErrorEvent |= isError;
        if (_joined.WrittenCount > ProviderTransport.MaxAnswer) throw ProviderTransport.TooLong();
        return false;
    }

    private bool TakePending()
    {
        if (_joined is not { WrittenCount: > 0 })
        {
            _isErrorEvent = false;
            return false;
        }

        _data = _joined.WrittenSpan.ToArray();
        _joined.ResetWrittenCount();
        (IsError, _isErrorEvent) = (_isErrorEvent, false);
        return true;
    }

    /// <summary>Whether the line is JSON of its own: what begins with a brace also ends with as many as were opened.</summary>
    private static bool IsComplete(ReadOnlySpan<byte> data)
    {
        if (data[0] is not ((byte)'{' or (byte)'[')) return true;
        if (data[^1] != data[0] + 2) return false;
        var (depth, isString) = (0, false);
        for (var i = 0; i < data.Length; i++)
        {
            switch (data[i])
            {
                case (byte)'"':
                    isString = !isString;
                    break;
                case (byte)'\\' when isString:
                    i++;
                    break;
                case (byte)'{' or (byte)'[' when !isString:
                    depth++;
                    break;
                case (byte)'}' or (byte)']' when !isString:
                    depth--;
                    break;
                default:
                    break;
            }
        }

        return depth <= 0;
    }
}
