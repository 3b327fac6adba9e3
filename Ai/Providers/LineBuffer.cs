namespace ObsidianVault.Ai.Providers;

/// <summary>
/// A buffer for bytes in transit: filled at the end, released line by line, read from the start. Not thread-safe.
/// </summary>
/// <param name="first">The initial size in bytes.</param>
/// <param name="longest">A longer line is not waited for: it passes in parts, uninspected.</param>
internal sealed class LineBuffer(int first, int longest)
{
    private byte[] _bytes = new byte[first];
    private int _read;
    private int _released;
    private int _filled;
    private int _scanned;
    private int _next;
    private bool _isPassing;

    /// <summary>Whether there are bytes to read.</summary>
    public bool HasReady => _read < _released;

    /// <summary>The space for the next bytes; never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_read > 0)
            {
                _bytes.AsSpan(_read, _filled - _read).CopyTo(_bytes);
                (_read, _released, _filled, _scanned) = (0, _released - _read, _filled - _read, Math.Max(0, _scanned - _read));
            }

            if (_filled == _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
            return _bytes.AsMemory(_filled);
        }
    }

    /// <summary>Records that this many bytes were written.</summary>
    public void Add(int count) => _filled += count;

    /// <summary>The next line without its line end; it stays until <see cref="Accept"/>.</summary>
    /// <param name="isLast">Whether nothing follows, so that the rest counts as a line too.</param>
    public bool TryNext(bool isLast, out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var rest = _bytes.AsSpan(_released, _filled - _released);
            // The bytes already scanned contain no line end.
            var from = Math.Clamp(_scanned - _released, 0, rest.Length);
            var length = rest[from..].IndexOfAny((byte)'\n', (byte)'\r');
            if (length >= 0) length += from;
            _scanned = length < 0 ? _filled : _released;
            if (_isPassing || (length < 0 && rest.Length > longest))
            {
                // The rest of a line that was too long.
                _isPassing = length < 0;
                _released += length < 0 ? rest.Length : length + 1;
                if (!_isPassing) continue;
                line = default;
                return false;
            }

            _next = length < 0 ? rest.Length : length;
            line = rest[.._next];
            return length >= 0 || (isLast && rest.Length > 0);
        }
    }

    /// <summary>Releases the line with its line end.</summary>
    /// <param name="instead">Its replacement; null to keep it.</param>
    public void Accept(byte[]? instead)
    {
        if (instead is not null)
        {
            var after = _released + _next;
            var more = instead.Length - _next;
            if (_filled + more > _bytes.Length) Array.Resize(ref _bytes, (_filled + more) * 2);
            _bytes.AsSpan(after, _filled - after).CopyTo(_bytes.AsSpan(after + more));
            instead.CopyTo(_bytes.AsSpan(_released));
            (_next, _filled) = (instead.Length, _filled + more);
        }

        _released = Math.Min(_released + _next + 1, _filled);
    }

    /// <returns>The number of bytes read.</returns>
    public int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _released - _read);
        _bytes.AsSpan(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }
}
