namespace ObsidianVault.Unit.Deploy;

/// <summary>.env.example: a variable with its default on each line that is not a comment in words.</summary>
internal static class EnvironmentExample
{
    public static IReadOnlyDictionary<string, string> Variables { get; } = Checkout.Read(".env.example").Split('\n')
        .Select(line => line.TrimStart('#').Split('=', 2))
        .Where(parts => parts.Length == 2 && !parts[0].Contains(' ', StringComparison.Ordinal))
        .ToDictionary(parts => parts[0], parts => parts[1].TrimEnd());
}
