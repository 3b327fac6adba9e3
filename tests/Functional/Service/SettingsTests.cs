using System.Diagnostics;

namespace ObsidianVault.Functional.Service;

/// <summary>Errors for invalid settings.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task Every_fault_is_named_at_once_and_the_service_does_not_start()
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "ObsidianVault.AllInOne.dll"), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Storage__Provider"] = "PostgreSQL",
                ["Objects__Provider"] = "S3",
                ["Lifetimes__Ready"] = "-00:05:00",
                ["Telegram__Bots__0__Token"] = "12345:top-secret-token",
                ["Renderer__Slots"] = "0",
                ["Renderer__Root"] = ManimRoot.Path,
            },
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldNotBe(0);
        var said = await output + await errors;
        foreach (var setting in new[] { "ConnectionString", "Objects:Bucket", "Ready", "WebhookSecret", "Slots" })
        {
            said.ShouldContain(setting);
        }
        said.ShouldNotContain("top-secret");
    }
}
