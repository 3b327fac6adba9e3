using Microsoft.Extensions.Options;

namespace ObsidianVault.Hosting.Database;

/// <summary>The database that holds grain state, reminders and due times.</summary>
public enum StorageProvider
{
    /// <summary>A file in the data folder, for a single silo process.</summary>
    Sqlite,

    /// <summary>PostgreSQL, for any number of silos, which also find each other through it.</summary>
    PostgreSQL,
}

/// <summary>Where the vault keeps what must survive a restart. Section "Storage".</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";
    public const string DefaultDataFolder = ".vault";

    /// <summary>The database. Default: <see cref="StorageProvider.Sqlite"/>.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>Npgsql's connection string; required for PostgreSQL only.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The folder of vault.db, knowledge.db and the objects; created if missing. Default: .vault in the working folder.</summary>
    public string DataFolder { get; set; } = DefaultDataFolder;

    /// <summary>The maximum number of PostgreSQL connections per process, 1 to 1000. Default: 32.</summary>
    public int MaxPoolSize { get; set; } = 32;

    /// <summary>
    /// How many groups of grain states a silo commits to PostgreSQL at the same time, 0 to 16. 0 commits each state by itself.
    /// Default: 2.
    /// </summary>
    public int WriteLanes { get; set; } = 2;

    internal string SqliteFile => Path.Combine(DataFolder, "vault.db");

    /// <summary>The knowledge base has a file of its own, so that indexing and searching never hold up messages.</summary>
    internal string KnowledgeFile => Path.Combine(DataFolder, "knowledge.db");
}

/// <summary>Reports all faults of the section, not just the first one.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (!Enum.IsDefined(options.Provider))
            errors.AddError("Storage:Provider must be Sqlite or PostgreSQL.");
        if (options.Provider == StorageProvider.PostgreSQL && string.IsNullOrWhiteSpace(options.ConnectionString))
            errors.AddError("Storage:ConnectionString is required when Storage:Provider is PostgreSQL.");
        else if (options.Provider == StorageProvider.PostgreSQL && !IsNpgsql(options.ConnectionString!))
            errors.AddError("Storage:ConnectionString is not a valid Npgsql connection string.");
        if (string.IsNullOrWhiteSpace(options.DataFolder))
            errors.AddError("Storage:DataFolder must name a folder.");
        if (options.MaxPoolSize is < 1 or > 1000)
            errors.AddError("Storage:MaxPoolSize must be from 1 to 1000.");
        if (options.WriteLanes is < 0 or > 16)
            errors.AddError("Storage:WriteLanes must be from 0 to 16.");
        return errors.Build();
    }

    private static bool IsNpgsql(string connectionString)
    {
        try
        {
            return new Npgsql.NpgsqlConnectionStringBuilder(connectionString).Host is not null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            return false;
        }
    }
}
