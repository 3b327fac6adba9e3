using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>Section <c>Operator</c>.</summary>
public sealed class OperatorOptions
{
    public const string Section = "Operator";

    /// <summary>The shortest key that is accepted.</summary>
    public const int MinKeyLength = 24;

    /// <summary>
    /// What operators and their programs send as <c>Authorization: Bearer KEY</c>, for conversations and for sending on
    /// WhatsApp: at least 24 characters, and no pattern. Two while it is replaced, see <see cref="RotatingSecret"/>. Empty, the default:
    /// these addresses answer 404.
    /// </summary>
    public string Key { get; set; } = "";

    /// <summary>
    /// Makes whoever signed in and sends it to <c>POST /api/v1/account/administrator</c> the first administrator; it works once. At
    /// least 24 characters, and no pattern. Default: none.
    /// </summary>
    public string BootstrapKey { get; set; } = "";

    /// <summary>Accounts that are operators: ids, or e-mail addresses that the identity provider has verified. Default: none.</summary>
    public List<string> Accounts { get; set; } = [];

    /// <summary>Accounts that are administrators, likewise. Default: none.</summary>
    public List<string> Admins { get; set; } = [];
}

internal sealed class OperatorOptionsValidator : IValidateOptions<OperatorOptions>
{
    private static readonly string[] s_twoBootstrapKeys = ["Operator:BootstrapKey must be one key without white space."];

    public ValidateOptionsResult Validate(string? name, OperatorOptions options)
    {
        string[] faults =
        [
            .. Check(nameof(options.Key), options.Key), .. Check(nameof(options.BootstrapKey), options.BootstrapKey),
            // It works once, so it is never replaced while it is used.
            .. RotatingSecret.All(options.BootstrapKey) is { Length: > 1 } ? s_twoBootstrapKeys : [],
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Check(string name, string key)
    {
        if (key.Length > 0 && !RotatingSecret.IsValid(key, OperatorOptions.MinKeyLength))
            yield return $"Operator:{name} must have at least {OperatorOptions.MinKeyLength} characters and no pattern, or be "
                + "empty. This makes one: openssl rand -hex 24";
    }
}
