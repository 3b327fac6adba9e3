namespace ObsidianVault.Ai.Caching;

/// <summary>Where cached answers are. It may forget at any time, and never fails: what cannot be read is not there.</summary>
internal interface IAnswerStore
{
    Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken);

    Task SetAsync(string key, byte[] answer, TimeSpan lifetime);
}
