namespace ObsidianVault.Ai.Caching;

/// <summary>Stores cached answers. It may lose them at any time and never fails: what cannot be read counts as missing.</summary>
internal interface IResponseCache
{
    Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken);

    Task SetAsync(string key, byte[] response, TimeSpan lifetime);
}
