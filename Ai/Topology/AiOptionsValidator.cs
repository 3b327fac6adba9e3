using Microsoft.Extensions.Options;

namespace ObsidianVault.Ai.Topology;

/// <summary>Rejects circular routes, unknown models and invalid URLs at startup, all in one message.</summary>
internal sealed class AiOptionsValidator : IValidateOptions<AiOptions>
{
    public ValidateOptionsResult Validate(string? name, AiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = AiTopologyBuilder.Build(options).Faults;
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
