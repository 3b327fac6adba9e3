using System.Buffers;
using System.Security.Cryptography;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Knowledge.Uploads;

/// <summary>Files of one upload, one after the other in one scratch file: memory does not grow with them.</summary>
public sealed class Spool : IAsyncDisposable
{
    private const int Buffer = 80 * 1024;
    private readonly FileStream _file = TempFile.Create();
    private long _end;

    /// <summary>Copies a stream to the end.</summary>
    /// <param name="max">One that is longer is not kept; no more than this is read of it.</param>
    /// <returns>The file; null if it is longer.</returns>
    public async Task<SpooledFile?> AddAsync(Stream content, long max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        var start = _end;
        try
        {
            while (await content.ReadAsync(buffer.AsMemory(), cancellationToken) is > 0 and var read)
            {
                if (_end - start + read > max)
                {
                    _end = start;
                    return null;
                }

                hash.AppendData(buffer, 0, read);
                await RandomAccess.WriteAsync(_file.SafeFileHandle, buffer.AsMemory(0, read), _end, cancellationToken);
                _end += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return new SpooledFile(this, start, _end - start, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Copies bytes that are in memory.</summary>
    public async Task<SpooledFile> AddAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var start = _end;
        await RandomAccess.WriteAsync(_file.SafeFileHandle, content, start, cancellationToken);
        _end += content.Length;
        return new SpooledFile(this, start, content.Length, Convert.ToHexStringLower(SHA256.HashData(content.Span)));
    }

    /// <summary>Forgets all files; their place is used again.</summary>
    public void Clear() => _end = 0;

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    internal Stream Open(long start, long length) => new FileSectionStream(_file, start, length);
}

/// <param name="Hash">SHA-256, 64 hexadecimal digits in lower case.</param>
public sealed record SpooledFile(Spool Spool, long Start, long Size, string Hash)
{
    /// <summary>Its bytes; to be read before the spool is cleared.</summary>
    public Stream Open() => Spool.Open(Start, Size);
}
