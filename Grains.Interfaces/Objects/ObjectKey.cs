using System.Text.RegularExpressions;

namespace ObsidianVault.Grains.Interfaces.Objects;

/// <summary>
/// Valid object keys: letters, digits, dots, dashes and underscores, in segments that start with neither a dot nor a dash.
/// </summary>
public static partial class ObjectKey
{
    public const int MaxLength = 512;

    public static bool IsValid(string? key) => key is { Length: > 0 and <= MaxLength } && Pattern().IsMatch(key);

    /// <exception cref="ArgumentException">The key could leave the store, or is not portable.</exception>
    public static string Check(string key) =>
        IsValid(key) ? key : throw new ArgumentException($"'{key}' is not a valid object key.", nameof(key));

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.\-]{0,199}(/[A-Za-z0-9_][A-Za-z0-9_.\-]{0,199})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
