using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Gateway.Tokens;

internal static class TokenExtensions
{
    /// <summary>How long an issuer may take to send its keys.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>The longest list of keys, in bytes.</summary>
    private const int MaxKeys = 1024 * 1024;

    public static IHostApplicationBuilder AddVaultTokens(this IHostApplicationBuilder builder)
    {
        builder.AddVaultOptions<TokenOptions>(TokenOptions.Section);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>());
        builder.Services.AddHttpClient(BearerTokens.ClientName, client =>
        {
            client.Timeout = s_patience;
            client.MaxResponseContentBufferSize = MaxKeys;
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        builder.Services.AddSingleton<BearerTokens>();
        return builder;
    }
}
