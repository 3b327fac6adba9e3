namespace ObsidianVault.Grains.Jobs;

/// <summary>What the owner deletes before its lifetime ends.</summary>
public sealed partial class JobGrain
{
    public async Task DeleteAsync()
    {
        if (!State.Exists || !State.IsSettled) return;
        try
        {
            await DeleteAsync([State.ThumbnailKey, State.CodeKey, State.Subtitles is null ? null : SubtitlesKey, State.VideoKey]);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException)
        {
            throw new TimeoutException("The object store does not answer.", exception);
        }

        await ClearAsync();
    }
}
