using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Hosting.Objects;

public static class ObjectStoreExtensions
{
    /// <summary>
    /// Adds the object store configured in the sections "Objects" and "Lifetimes", and the deletion of its objects by age.
    /// The <see cref="ObjectLinkSigner"/> creates the links that the API serves.
    /// </summary>
    public static IHostApplicationBuilder AddVaultObjectStore(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        var section = builder.Configuration.GetSection(ObjectStoreOptions.Section);
        var defaultFolder = Path.Combine(builder.Configuration["Storage:DataFolder"] ?? ".vault", "objects");

        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<LifetimeOptions>().BindConfiguration(LifetimeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ObjectStoreOptions>().Bind(section).PostConfigure(o => o.Folder ??= defaultFolder).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ObjectStoreOptions>, ObjectStoreOptionsValidator>());

        if (section.GetValue<ObjectStoreProvider>(nameof(ObjectStoreOptions.Provider)) == ObjectStoreProvider.S3)
        {
            services.TryAddSingleton<IAmazonS3>(s => CreateClient(Options(s), Options(s).ServiceUrl!));
            services.TryAddSingleton(s => ObjectLinkSigner.FromSecret(Options(s).SecretKey!, s.GetRequiredService<TimeProvider>()));
            services.TryAddSingleton<IObjectStore>(s => new S3ObjectStore(
                s.GetRequiredService<IAmazonS3>(),
                Options(s).Bucket!,
                Options(s).PublicUrl is { Length: > 0 } url ? CreateClient(Options(s), url) : null,
                s.GetRequiredService<ObjectLinkSigner>(),
                s.GetRequiredService<TimeProvider>()));
            services.AddHostedService<S3Bucket>();
        }
        else
        {
            services.TryAddSingleton(s => new FolderObjectStore(
                s.GetRequiredService<IOptions<ObjectStoreOptions>>().Value.Folder!, s.GetRequiredService<TimeProvider>()));
            services.TryAddSingleton<IObjectStore>(s => s.GetRequiredService<FolderObjectStore>());
            services.TryAddSingleton(s => s.GetRequiredService<FolderObjectStore>().Links);
            services.AddHostedService<ObjectLifecycle>();
        }

        return builder;
    }

    private static ObjectStoreOptions Options(IServiceProvider services) =>
        services.GetRequiredService<IOptions<ObjectStoreOptions>>().Value;

    private static AmazonS3Client CreateClient(ObjectStoreOptions options, string serviceUrl) => new AmazonS3Client(
        new BasicAWSCredentials(options.AccessKey, RotatingSecret.Newest(options.SecretKey)),
        new AmazonS3Config
        {
            ServiceURL = serviceUrl,
            AuthenticationRegion = options.Region,
            ForcePathStyle = true,
            // Many stores other than Amazon's do not understand the checksums and trailers that version 4 of the SDK adds.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
}
