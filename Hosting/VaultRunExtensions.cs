using Microsoft.Extensions.Options;
using ObsidianVault.Hosting.Startup;

namespace ObsidianVault.Hosting;

/// <summary>Runs a host, or says in a few lines why it does not start.</summary>
public static class VaultRunExtensions
{
    /// <summary>
    /// Checks all settings, then every <see cref="IStartupCheck"/>, then runs until the process is told to stop. What prevents the
    /// start is one line each on stderr, and the exit code is 1.
    /// </summary>
    public static void RunVault(this WebApplication app) => RunAsync(app).GetAwaiter().GetResult();

    private static async Task RunAsync(WebApplication app)
    {
        await using (app)
        {
            if (await TryStartAsync(app)) await app.WaitForShutdownAsync();
            else Environment.ExitCode = 1;
        }
    }

    private static async Task<bool> TryStartAsync(WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            foreach (var check in app.Services.GetServices<IStartupCheck>()) await check.CheckAsync(CancellationToken.None);
            await app.StartAsync();
            return true;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false; // told to stop while it started
        }
        catch (StartupRefusedException refused)
        {
            Console.Error.WriteLine(refused.Message);
        }
        catch (Exception error) when (SettingsFaults(error) is { Count: > 0 } faults)
        {
            Console.Error.WriteLine("The settings are not valid:");
            foreach (var fault in faults) Console.Error.WriteLine($"  {fault}");
        }
        catch (Exception error)
        {
            var (what, why) = (error.Message, error.GetBaseException().Message);
            Console.Error.WriteLine($"The host could not start: {what}{(what == why ? "" : $" {why}")}");
        }

        return false;
    }

    /// <summary>Every fault of the settings, each once; empty if the error is something else.</summary>
    private static List<string> SettingsFaults(Exception error) => error switch
    {
        OptionsValidationException settings => [.. settings.Failures.Distinct()],
        AggregateException many when many.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. many.InnerExceptions.SelectMany(SettingsFaults).Distinct()],
        _ => [],
    };
}
