using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Hosting.Objects;

/// <summary>
/// Creates the bucket and its lifecycle rules, as far as the access key permits. An unreachable store does not keep the host
/// from starting: it is retried until it answers.
/// </summary>
internal sealed partial class S3Bucket(
    IAmazonS3 s3,
    IOptions<ObjectStoreOptions> options,
    IOptions<LifetimeOptions> lifetimes,
    TimeProvider time,
    ILogger<S3Bucket> logger) : BackgroundService
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The other services start meanwhile.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        for (var pause = s_firstPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            try
            {
                await PrepareAsync(stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogAway(exception);
            }

            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, stoppingToken);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
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
        catch (AmazonS3Exception e) when (e.StatusCode is
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            or HttpStatusCode.NotImplemented)
        {
            LogNotPermitted(what, e.ErrorCode);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not {What} ({ErrorCode}); continuing as if an operator had done it")]
    private partial void LogNotPermitted(string what, string errorCode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The object store does not answer; the bucket is set up when it does")]
    private partial void LogAway(Exception exception);
}
