using System.Net;
using System.Net.Mime;
using Amazon.S3;
using Amazon.S3.Model;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Hosting.Objects;

/// <summary>Objects in a bucket of any S3-compatible store.</summary>
/// <param name="outside">Signs links to the store's public endpoint; if null, the API serves the objects through its own links.</param>
internal sealed class S3ObjectStore(IAmazonS3 s3, string bucket, IAmazonS3? outside, ObjectLinkSigner links, TimeProvider time)
    : IObjectStore
{
    public async Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken = default)
    {
        ObjectKey.Check(key);
        // S3 needs the length first, and a retry reads from the start again. The SDK hashes the content with synchronous reads,
        // which an object of the store itself does not have.
        await using var spooled = content is { CanSeek: true } and not S3Stream ? null : await SpoolAsync(content, cancellationToken);
        await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = bucket,
                Key = key,
                InputStream = spooled ?? content,
                ContentType = contentType,
                AutoCloseStream = false,
                // Some stores do not decode the chunks and keep their framing as content.
                UseChunkEncoding = false,
            },
            cancellationToken);
    }

    public async Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken = default)
    {
        try
        {
            var found = await s3.GetObjectMetadataAsync(bucket, ObjectKey.Check(key), cancellationToken);
            return new S3Stream(s3, bucket, key, found.ETag, found.ContentLength);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await s3.GetObjectMetadataAsync(bucket, ObjectKey.Check(key), cancellationToken)).ContentLength;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        s3.DeleteObjectAsync(bucket, ObjectKey.Check(key), cancellationToken);

    public string CreateLink(string key, TimeSpan lifetime, string downloadName)
    {
        if (outside is null) return links.CreateLink(key, lifetime, downloadName);
        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
        disposition.SetHttpFileName(downloadName);
        return outside.GetPreSignedURL(new GetPreSignedUrlRequest
        {
            BucketName = bucket,
            Key = ObjectKey.Check(key),
            Verb = HttpVerb.GET,
            Expires = (time.GetUtcNow() + lifetime).UtcDateTime,
            Protocol = outside.Config.ServiceURL.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? Protocol.HTTP : Protocol.HTTPS,
            ResponseHeaderOverrides = { ContentDisposition = disposition.ToString() },
        });
    }

    private static async Task<Stream> SpoolAsync(Stream content, CancellationToken cancellationToken)
    {
        var file = TempFile.Create();
        try
        {
            await content.CopyToAsync(file, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
