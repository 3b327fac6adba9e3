using Microsoft.Extensions.Options;

namespace ObsidianVault.Hosting;

/// <summary>Runs a host, or says what is wrong with its settings.</summary>
public static class VaultRunExtensions
{
    /// <summary>Checks all settings before anything starts; every fault is one line on stderr, and the exit code is 1.</summary>
    public static void RunVault(this WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception error) when (error is OptionsValidationException or AggregateException)
        {
            Console.Error.WriteLine("The settings are not valid:");
            foreach (var fault in FaultsOf(error).Distinct()) Console.Error.WriteLine($"  {fault}");
            Environment.ExitCode = 1;
            return;
        }

        app.Run();
    }

    private static IEnumerable<string> FaultsOf(Exception error) => error switch
    {
        AggregateException many => many.InnerExceptions.SelectMany(FaultsOf),
        OptionsValidationException settings => settings.Failures,
        _ => [error.Message],
    };
}
