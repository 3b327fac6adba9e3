using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Hosting.Objects;

/// <summary>Creates the bucket and its lifecycle rules at startup, as far as the access key permits.</summary>
internal sealed partial class S3Bucket(
    IAmazonS3 s3, IOptions<ObjectStoreOptions> options, IOptions<LifetimeOptions> lifetimes, ILogger<S3Bucket> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var bucket = options.Value.Bucket!;
        await TryAsync("create the bucket", () => s3.PutBucketAsync(bucket, cancellationToken));
        await TryAsync("set the lifecycle rules", () => s3.PutLifecycleConfigurationAsync(
            new PutLifecycleConfigurationRequest
            {
                BucketName = bucket,
                Configuration = new LifecycleConfiguration
                {
                    Rules =
                    [
                        Rule("videos", lifetimes.Value.Videos),
                        Rule("images", lifetimes.Value.Images),
                        Rule("documents", lifetimes.Value.Documents),
                    ],
                },
            },
            cancellationToken));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static LifecycleRule Rule(string prefix, TimeSpan lifetime) => new()
    {
        Id = $"vault-{prefix}",
        Status = LifecycleRuleStatus.Enabled,
        Filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = prefix + "/" } },
        Expiration = new LifecycleRuleExpiration { Days = (int)Math.Ceiling(lifetime.TotalDays) },
    };

    private async Task TryAsync(string what, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists")
        {
            // It already exists, which is what was asked for.
        }
        catch (AmazonS3Exception e) when (e.StatusCode is not HttpStatusCode.ServiceUnavailable)
        {
            LogNotPermitted(what, e.ErrorCode);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not {What} ({ErrorCode}); continuing as if an operator had done it")]
    private partial void LogNotPermitted(string what, string errorCode);
}
