using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Unit.Hosting;

public sealed class TempFileTests
{
    [Fact]
    public void Files_of_processes_that_died_are_swept_and_those_in_use_and_of_others_stay()
    {
        var folder = Directory.CreateTempSubdirectory("vault-temp-");
        try
        {
            using var used = TempFile.Create(folder.FullName);
            var (left, other) = (Path.Combine(folder.FullName, "vault-1-left.tmp"), Path.Combine(folder.FullName, "other.tmp"));
            File.WriteAllText(left, "");
            File.WriteAllText(other, "");

            TempFile.Sweep(folder.FullName, TimeProvider.System);
            File.Exists(left).ShouldBeTrue();
            TempFile.Sweep(folder.FullName, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(2)));
            (File.Exists(left), File.Exists(other), File.Exists(used.Name)).ShouldBe((false, true, true));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
