namespace ObsidianVault.Ai.Providers;

/// <summary>
/// Bytes on their way through: filled at the end, released line by line, read from the start. Not safe for threads.
/// </summary>
/// <param name="first">How large it is at the beginning.</param>
/// <param name="longest">A line that is longer is not waited for: it passes in parts, unseen.</param>
internal sealed class LineBuffer(int first, int longest)
{
    private byte[] _bytes = new byte[first];
    private int _read;
    private int _released;
    private int _filled;
    private int _scanned;
    private int _next;
    private bool _isPassing;

    /// <summary>Whether there is something to read.</summary>
    public bool HasReady => _read < _released;

    /// <summary>Where to write the next bytes; never empty.</summary>
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

    /// <summary>So many were written.</summary>
    public void Add(int count) => _filled += count;

    /// <summary>The next line without its end; it waits for <see cref="Accept"/>.</summary>
    /// <param name="isLast">Whether nothing follows: the rest is a line too.</param>
    public bool TryNext(bool isLast, out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var rest = _bytes.AsSpan(_released, _filled - _released);
            // What was looked at before has no end of a line.
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

    /// <summary>Releases the line with its end.</summary>
    /// <param name="instead">What it is replaced with; null: it stays.</param>
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

    /// <returns>How many were read.</returns>
    public int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _released - _read);
        _bytes.AsSpan(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }
}
