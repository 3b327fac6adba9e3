using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Channels.WhatsApp;

/// <summary>Reports all faults of the WhatsApp settings at once, and never the value of a secret.</summary>
internal sealed partial class WhatsAppOptionsValidator : IValidateOptions<WhatsAppOptions>
{
    public ValidateOptionsResult Validate(string? name, WhatsAppOptions options)
    {
        if (!options.IsOn) return ValidateOptionsResult.Success;

        var faults = new List<string>();
        Require(options.AccessToken, nameof(options.AccessToken));
        RequireSecret(options.AppSecret, 12, nameof(options.AppSecret));
        RequireSecret(options.VerifyToken, 8, nameof(options.VerifyToken));
        if (options.PhoneNumberIds.Count == 0) faults.Add(At(nameof(options.PhoneNumberIds)) + " must name at least one phone number id.");
        for (var i = 0; i < options.PhoneNumberIds.Count; i++)
            if (!PhoneNumberId().IsMatch(options.PhoneNumberIds[i]))
                faults.Add($"{At(nameof(options.PhoneNumberIds))}:{i} must be digits: the phone number id, not the number.");
        if (options.PublicNumber.Length > 0 && !PublicNumber().IsMatch(options.PublicNumber))
            faults.Add(At(nameof(options.PublicNumber)) + " must be 7 to 15 digits with the country code, such as 16505551234, or empty.");
        if (!SettingsRules.IsHttpUrl(options.GraphBaseUrl))
            faults.Add(At(nameof(options.GraphBaseUrl)) + " must be an absolute http or https URL.");
        if (!ApiVersion().IsMatch(options.ApiVersion)) faults.Add(At(nameof(options.ApiVersion)) + " must look like v26.0.");
        if (options.MessagesPerSecond is not (>= 1 and <= 1_000))
            faults.Add(At(nameof(options.MessagesPerSecond)) + " must be from 1 to 1,000.");
        if (!SettingsRules.IsSaneTimeout(options.Timeout)) faults.Add(At(nameof(options.Timeout)) + " must be from 1 s to 10 min.");

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(string value, string setting)
        {
            if (string.IsNullOrWhiteSpace(value)) faults.Add(At(setting) + " is required once WhatsApp has any settings.");
        }

        void RequireSecret(string value, int minLength, string setting)
        {
            Require(value, setting);
            if (value.Length > 0 && !RotatingSecret.IsValid(value, minLength))
                faults.Add($"{At(setting)} must have at least {minLength} characters and no pattern.");
        }
    }

    private static string At(string setting) => $"{WhatsAppOptions.Section}:{setting}";

    [GeneratedRegex(@"\A[1-9][0-9]{6,14}\z")]
    private static partial Regex PublicNumber();

    [GeneratedRegex(@"\A[0-9]{1,32}\z")]
    private static partial Regex PhoneNumberId();

    [GeneratedRegex(@"\Av[0-9]{1,3}\.[0-9]\z")]
    private static partial Regex ApiVersion();
}
