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
    /// WhatsApp: at least 24 characters, and no pattern. Empty, the default: these addresses answer 404.
    /// </summary>
    public string Key { get; set; } = "";
}

internal sealed class OperatorOptionsValidator : IValidateOptions<OperatorOptions>
{
    public ValidateOptionsResult Validate(string? name, OperatorOptions options) =>
        options.Key.Length == 0 || SettingsRules.IsSecret(options.Key, OperatorOptions.MinKeyLength)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Operator:Key must have at least {OperatorOptions.MinKeyLength} characters and no pattern, or be "
                + "empty. This makes one: openssl rand -hex 24");
}
