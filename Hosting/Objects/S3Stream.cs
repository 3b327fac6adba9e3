using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace ObsidianVault.Hosting.Objects;

/// <summary>One version of an object, readable from any position: the download starts at the first read after a seek.</summary>
internal sealed class S3Stream(IAmazonS3 s3, string bucket, string key, string etag, long length) : Stream
{
    private GetObjectResponse? _download;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.IsEmpty) return 0;
        _download ??= await DownloadAsync(cancellationToken);
        var read = await _download.ResponseStream.ReadAsync(buffer, cancellationToken);
        if (read == 0) throw new EndOfStreamException($"The object ended at {_position} of {length} bytes.");
        _position += read;
        return read;
    }

    /// <exception cref="FileNotFoundException">The object was deleted or replaced after it was opened.</exception>
    private async Task<GetObjectResponse> DownloadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await s3.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = bucket,
                    Key = key,
                    EtagToMatch = etag,
                    ByteRange = new ByteRange(_position, length - 1),
                },
                cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
        {
            throw new FileNotFoundException($"The object {key} is gone.", key, e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Use ReadAsync.");

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => length + offset,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        if (target == _position) return target;
        _download?.Dispose();
        _download = null;
        return _position = target;
    }

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _download?.Dispose();
        base.Dispose(disposing);
    }
}
