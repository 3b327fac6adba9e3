using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Grains.Jobs;

/// <summary>A job's files in the object store.</summary>
internal sealed class JobFiles(IObjectStore objects, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Deletes the sheet of frames that was looked at; one that stays expires with the other pictures.</summary>
    public async Task DeleteSheetAsync(string key)
    {
        using var deadline = new CancellationTokenSource(s_patience, time);
        await objects.DeleteAsync(key, deadline.Token);
    }

    /// <exception cref="TimeoutException">The object store did not delete all of them within five seconds.</exception>
    public async Task DeleteAsync(string jobId, JobRecord job)
    {
        using var deadline = new CancellationTokenSource(s_patience, time);
        var subtitles = job.Subtitles is null ? null : $"videos/{jobId}.srt";
        try
        {
            foreach (var file in new[] { job.ThumbnailKey, job.CodeKey, subtitles, job.VideoKey })
                if (file is not null) await objects.DeleteAsync(file, deadline.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException)
        {
            throw new TimeoutException("The object store does not answer.", exception);
        }
    }
}
