using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Tokens;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>Reports every fault at once.</summary>
internal sealed class SignInOptionsValidator : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var faults = Check(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Check(SignInOptions options)
    {
        if (options.IsOn && !TokenOptionsValidator.IsSafe(options.Authority))
            yield return "SignIn:Authority must be an https address, or http on this machine.";
        if (options.IsOn && options.ClientId.Length == 0) yield return "SignIn:ClientId must be given with SignIn:Authority.";
        if (options.IsOn && options.ClientSecret.Length == 0) yield return "SignIn:ClientSecret must be given with SignIn:Authority.";
        if (!options.IsOn && options.ClientId.Length + options.ClientSecret.Length > 0)
            yield return "SignIn:Authority must be given with SignIn:ClientId and SignIn:ClientSecret.";
    }
}
