using Microsoft.Extensions.Options;
using ObsidianVault.Hosting.Startup;

namespace ObsidianVault.Hosting.Database.Sqlite;

/// <summary>
/// Keeps a second process off a data folder: two silos over one SQLite file would each believe to be the only one. The lock
/// is the operating system's, on a file that stays open, so it ends with the process, however the process ends.
/// </summary>
internal sealed class DataFolderLock(IOptions<StorageOptions> options) : IStartupCheck, IDisposable
{
    internal const string FileName = "vault.lock";

    /// <summary>EWOULDBLOCK, which .NET passes on when another process holds the lock.</summary>
    private const int WouldBlock = 11;

    private FileStream? _file;

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Provider == StorageProvider.Sqlite) _file ??= Take(Path.GetFullPath(options.Value.DataFolder));
        return Task.CompletedTask;
    }

    public void Dispose() => _file?.Dispose();

    private static FileStream Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            // FileShare.None is an exclusive flock here.
            return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartupRefusedException(
                $"The data folder '{folder}' cannot be written. Allow it to this user, or choose another folder with Storage__DataFolder.");
        }
        catch (IOException error) when (error.HResult == WouldBlock)
        {
            throw new StartupRefusedException(
                $"The data folder '{folder}' is in use by another process. "
                + "Stop that process, or choose another folder with Storage__DataFolder.");
        }
        catch (IOException error)
        {
            throw new StartupRefusedException($"The data folder '{folder}' cannot be used: {error.Message}");
        }
    }
}
