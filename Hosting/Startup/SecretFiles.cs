using Microsoft.Extensions.Options;

namespace ObsidianVault.Hosting.Startup;

/// <summary>
/// Reads secrets from files, as Docker and Kubernetes give them: the setting <c>NAME:File</c> of a secret <c>NAME</c> is the path of a
/// file that holds it.
/// </summary>
public static class SecretFiles
{
    private const string Ending = ":File";
    private const int MaxBytes = 64 * 1024;

    /// <summary>How the names of settings end that hold a secret.</summary>
    private static readonly string[] s_secrets = ["Key", "Token", "Secret", "Password", "ConnectionString"];

    /// <summary>Whether a setting of this name may come from a file.</summary>
    public static bool IsSecret(string name) => Array.Exists(s_secrets, word => name.EndsWith(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads all files that the settings name. What cannot be read is reported with all other faults of the settings.</summary>
    public static IHostApplicationBuilder AddSecretFiles(this IHostApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(IConfigureOptions<SecretFilesOptions>))) return builder;
        List<string> faults = [];
        Dictionary<string, string?> secrets = [];
        foreach (var (key, path) in builder.Configuration.AsEnumerable().ToList())
        {
            if (!key.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) || string.IsNullOrEmpty(path)) continue;
            var name = key[..^Ending.Length];
            if (!IsSecret(name)) continue;
            if (builder.Configuration[name] is { Length: > 0 }) faults.Add($"{name} and {key} are both set. Remove one of them.");
            else if (Read(path) is { Length: > 0 } secret) secrets[name] = secret;
            else faults.Add($"{key}: \"{path}\" cannot be read, or is empty or too large. It must be a file that holds the secret.");
        }

        builder.Configuration.AddInMemoryCollection(secrets);
        builder.Services.AddOptions<SecretFilesOptions>().ValidateOnStart();
        builder.Services.AddOptions<SecretFilesOptions>().Configure(_ => { });
        builder.Services.AddSingleton<IValidateOptions<SecretFilesOptions>>(new Validator(faults));
        return builder;
    }

    private static string? Read(string path)
    {
        try
        {
            return new FileInfo(path).Length > MaxBytes ? null : File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private sealed class SecretFilesOptions;

    private sealed class Validator(IReadOnlyCollection<string> faults) : IValidateOptions<SecretFilesOptions>
    {
        public ValidateOptionsResult Validate(string? name, SecretFilesOptions options) =>
            faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
