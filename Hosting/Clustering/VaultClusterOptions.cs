using System.Net;
using Microsoft.Extensions.Options;

namespace ObsidianVault.Hosting.Clustering;

/// <summary>How silos and clients name and reach their cluster. Section "Cluster".</summary>
public sealed class VaultClusterOptions
{
    public const string Section = "Cluster";

    /// <summary>The silos that belong together. A new id makes a new cluster over the same state.</summary>
    public string ClusterId { get; set; } = "obsidian-vault";

    /// <summary>The owner of the state: a new id starts with no state at all. At most 150 characters.</summary>
    public string ServiceId { get; set; } = "obsidian-vault";

    /// <summary>The port that other silos connect to, or 0 for a free one.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port that clients connect to, or 0 for a free one.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The address that others reach this silo at; none to take the machine's first. PostgreSQL only.</summary>
    public string? AdvertisedIP { get; set; }
}

/// <summary>Reports everything that is wrong with the section, not just the first thing.</summary>
internal sealed class VaultClusterOptionsValidator : IValidateOptions<VaultClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, VaultClusterOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (string.IsNullOrWhiteSpace(options.ClusterId) || options.ClusterId.Length > 150)
            errors.AddError("Cluster:ClusterId must have 1 to 150 characters.");
        if (string.IsNullOrWhiteSpace(options.ServiceId) || options.ServiceId.Length > 150)
            errors.AddError("Cluster:ServiceId must have 1 to 150 characters.");
        if (options.SiloPort is < 0 or > 65535)
            errors.AddError("Cluster:SiloPort must be from 0 to 65535.");
        if (options.GatewayPort is < 0 or > 65535)
            errors.AddError("Cluster:GatewayPort must be from 0 to 65535.");
        if (options.SiloPort != 0 && options.SiloPort == options.GatewayPort)
            errors.AddError("Cluster:SiloPort and Cluster:GatewayPort must differ.");
        if (!string.IsNullOrEmpty(options.AdvertisedIP) && !IPAddress.TryParse(options.AdvertisedIP, out _))
            errors.AddError("Cluster:AdvertisedIP must be an IP address.");
        return errors.Build();
    }
}
