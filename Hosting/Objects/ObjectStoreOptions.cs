using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Hosting.Objects;

public enum ObjectStoreProvider
{
    /// <summary>Files in a folder, served by the API.</summary>
    Folder,

    /// <summary>Any S3-compatible store.</summary>
    S3,
}

/// <summary>Where videos, images and documents are stored. Section "Objects".</summary>
public sealed class ObjectStoreOptions
{
    public const string Section = "Objects";

    /// <summary>Default: <see cref="ObjectStoreProvider.Folder"/>.</summary>
    public ObjectStoreProvider Provider { get; set; } = ObjectStoreProvider.Folder;

    /// <summary>The folder; default: "objects" in the data folder (Storage:DataFolder).</summary>
    public string? Folder { get; set; }

    /// <summary>The S3 endpoint, http or https.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>
    /// The S3 endpoint as users reach it; links then point there. Default: none, and the API serves the objects.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>The S3 bucket; created at startup if missing and permitted.</summary>
    public string? Bucket { get; set; }

    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    /// <summary>The region for which requests are signed. Default: us-east-1; R2 requires "auto".</summary>
    public string Region { get; set; } = "us-east-1";
}

/// <summary>Reports all faults of the section, not just the first one.</summary>
internal sealed class ObjectStoreOptionsValidator : IValidateOptions<ObjectStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, ObjectStoreOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (!Enum.IsDefined(options.Provider))
            errors.AddError("Objects:Provider must be Folder or S3.");
        if (options.Provider == ObjectStoreProvider.Folder && string.IsNullOrWhiteSpace(options.Folder))
            errors.AddError("Objects:Folder must name a folder.");
        if (options.Provider == ObjectStoreProvider.S3)
        {
            if (!SettingsRules.IsHttpUrl(options.ServiceUrl))
                errors.AddError("Objects:ServiceUrl must be an absolute http or https URL when Objects:Provider is S3.");
            if (!string.IsNullOrEmpty(options.PublicUrl) && !SettingsRules.IsHttpUrl(options.PublicUrl))
                errors.AddError("Objects:PublicUrl must be an absolute http or https URL, or empty.");
            if (string.IsNullOrWhiteSpace(options.Bucket))
                errors.AddError("Objects:Bucket is required when Objects:Provider is S3.");
            if (string.IsNullOrWhiteSpace(options.AccessKey))
                errors.AddError("Objects:AccessKey is required when Objects:Provider is S3.");
            if (string.IsNullOrWhiteSpace(options.SecretKey))
                errors.AddError("Objects:SecretKey is required when Objects:Provider is S3.");
            if (string.IsNullOrWhiteSpace(options.Region))
                errors.AddError("Objects:Region is required when Objects:Provider is S3.");
        }

        return errors.Build();
    }
}
