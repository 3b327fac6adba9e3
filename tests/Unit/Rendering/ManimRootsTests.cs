using ObsidianVault.Renderer;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Unit.Rendering;

public sealed class ManimRootsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vault-roots-").FullName;

    [Fact]
    public void A_configured_root_is_taken_as_it_is() => ManimRoots.Find("/anywhere", Root("machine"), Cache).ShouldBe("/anywhere");

    [Fact]
    public void The_machines_own_Manim_comes_before_one_that_was_built() =>
        ManimRoots.Find("", Root("machine"), Path.GetDirectoryName(Built("manim-1", 1))).ShouldBe(Path.Combine(_folder, "machine"));

    [Fact]
    public void The_newest_root_that_was_built_to_its_end_is_found()
    {
        Built("manim-old", 1);
        var newest = Built("manim-new", 2);
        Root("cache/manim-unfinished.building");
        ManimRoots.Find(null, Path.Combine(_folder, "none"), Cache).ShouldBe(newest);
    }

    [Fact]
    public void Without_any_there_is_none()
    {
        ManimRoots.Find("", Path.Combine(_folder, "none"), Cache).ShouldBeNull();
        ManimRoots.Find("", Path.Combine(_folder, "none"), null).ShouldBeNull();
    }

    [Theory]
    [InlineData("", "Renderer:Root is not set, and this machine has no Manim. Run deploy/manim/provision.sh")]
    [InlineData("/nowhere", "Renderer:Root is '/nowhere', where there is no usr/bin/manim. Run deploy/manim/provision.sh")]
    public void A_renderer_without_Manim_says_how_to_get_it(string root, string message) =>
        new RendererOptionsValidator().Validate(null, new RendererOptions { Root = root }).FailureMessage.ShouldStartWith(message);

    [Fact]
    public void A_renderer_with_Manim_starts() =>
        new RendererOptionsValidator().Validate(null, new RendererOptions { Root = Root("machine") }).Succeeded.ShouldBeTrue();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Cache => Path.Combine(_folder, "cache");

    private string Built(string name, int hour)
    {
        var root = Root($"cache/{name}");
        var complete = Path.Combine(root, ".complete");
        File.WriteAllText(complete, "");
        File.SetLastWriteTimeUtc(complete, new DateTime(2026, 1, 1, hour, 0, 0, DateTimeKind.Utc));
        return root;
    }

    private string Root(string name)
    {
        var root = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.Combine(root, "usr/bin"));
        File.WriteAllText(Path.Combine(root, "usr/bin/manim"), "");
        return root;
    }
}
