using ObsidianVault.Renderer.Storage;
using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Unit.Rendering;

/// <summary>The keys of cached results depend on everything that determines them.</summary>
public sealed class RuntimeVersionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public RuntimeVersionTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "scene"));
        Write("__main__.py", "import scene");
        Write("scene/frames.py", "SLICE = 30");
    }

    [Theory]
    [InlineData("__main__.py", "import sandbox")]
    [InlineData("scene/frames.py", "SLICE = 31")]
    [InlineData("scene/new.py", "")]
    public void Another_script_in_any_folder_is_another_version(string file, string content)
    {
        var before = RenderCache.RuntimeVersion(_folder);
        RenderCache.RuntimeVersion(_folder).ShouldBe(before);
        Write(file, content);
        RenderCache.RuntimeVersion(_folder).ShouldNotBe(before);
    }

    [Fact]
    public void A_script_under_another_name_is_another_version()
    {
        var before = RenderCache.RuntimeVersion(_folder);
        File.Move(Path.Combine(_folder, "scene/frames.py"), Path.Combine(_folder, "scene/layout.py"));
        RenderCache.RuntimeVersion(_folder).ShouldNotBe(before);
    }

    /// <summary>tests/Python/test_scene.py expects the same of scene/formulas.py.</summary>
    [Fact]
    public void A_formula_has_the_same_key_on_both_sides_of_the_sandbox() =>
        FormulaCache.Key(new SandboxFrame.FormulaPart("x^2", "latex", ".dvi")).ShouldStartWith("b689d8fe01bc42bc");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(_folder, file), content);
}
