using ObsidianVault.Grains.Interfaces.Expiry;

namespace ObsidianVault.Grains.Interfaces.Visuals;

/// <summary>
/// Which picture an <c>Idempotency-Key</c> stands for, for as long as pictures live. One grain decides, so that of two
/// requests that arrive together only one can take the key. Key: <see cref="GrainKeys.PictureClaim"/>.
/// </summary>
[Alias("vault.IPictureClaimGrain")]
public interface IPictureClaimGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>Takes the key for a picture, durably.</summary>
    /// <param name="fingerprint">The same for the same picture.</param>
    /// <returns>False if the key stands for another picture.</returns>
    [Alias("Take")]
    Task<bool> TakeAsync(string fingerprint);

    /// <summary>Frees the key of a picture that could not be drawn; changes nothing if it stands for another one.</summary>
    [Alias("Release")]
    Task ReleaseAsync(string fingerprint);
}
