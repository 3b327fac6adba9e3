namespace ObsidianVault.Hosting.Startup;

/// <summary>
/// Something that must hold before a host starts. <see cref="VaultRunExtensions.RunVault"/> asks all of them, in the order of
/// their registration.
/// </summary>
public interface IStartupCheck
{
    /// <exception cref="StartupRefusedException">The host must not start.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
