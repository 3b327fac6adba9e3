using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace ObsidianVault.Unit.Architecture;

/// <summary>The dependencies that projects may have: the arrows of docs/adr/0034. A new project adds a line here.</summary>
public sealed class LayerTests
{
    private const string Interfaces = "ObsidianVault.Grains.Interfaces";
    private const string Ai = "ObsidianVault.Ai";
    private const string Channels = "ObsidianVault.Channels";
    private const string Hosting = "ObsidianVault.Hosting";
    private const string Knowledge = "ObsidianVault.Knowledge";
    private const string Grains = "ObsidianVault.Grains";
    private const string Renderer = "ObsidianVault.Renderer";
    private const string Api = "ObsidianVault.Api";
    private const string Silo = "ObsidianVault.Silo";
    private const string Sync = "ObsidianVault.Sync";
    private const string AllInOne = "ObsidianVault.AllInOne";

    private static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        [Interfaces] = [],
        [Ai] = [Interfaces],
        [Channels] = [Interfaces],
        [Hosting] = [Interfaces],
        [Knowledge] = [Interfaces, Ai, Hosting],
        [Grains] = [Interfaces, Ai, Knowledge],
        [Renderer] = [Interfaces, Hosting],
        [Api] = [Interfaces, Ai, Channels, Hosting, Knowledge],
        [Silo] = [Interfaces, Ai, Channels, Hosting, Knowledge, Grains],
        [Sync] = [Interfaces, Knowledge],
        [AllInOne] = [Interfaces, Ai, Channels, Hosting, Knowledge, Grains, Renderer, Api],
    };

    private static readonly ArchUnitNET.Domain.Architecture s_vault =
        new ArchLoader().LoadAssemblies([.. s_mayUse.Keys.Select(System.Reflection.Assembly.Load)]).Build();

    public static TheoryData<string, string> ForbiddenArrows()
    {
        var arrows = new TheoryData<string, string>();
        foreach (var (from, allowed) in s_mayUse)
        {
            foreach (var to in s_mayUse.Keys.Where(to => to != from && !allowed.Contains(to)))
                arrows.Add(from, to);
        }

        return arrows;
    }

    public static TheoryData<string> Projects() => [.. s_mayUse.Keys];

    [Theory]
    [MemberData(nameof(ForbiddenArrows))]
    public void A_project_uses_only_what_stands_below_it(string from, string to) =>
        Types().That().ResideInAssembly(Of(from)).Should().NotDependOnAny(Types().That().ResideInAssembly(Of(to)))
            .WithoutRequiringPositiveResults().Check(s_vault);

    /// <summary>
    /// The capabilities of a project, which are its top-level folders, have no cyclic dependencies. Code that composes
    /// them is in the project's root, which no folder may use.
    /// </summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void The_folders_of_a_project_have_no_cycles(string project)
    {
        var arrows = (
            from type in s_vault.Types
            from dependency in type.Dependencies
            let arrow = (From: Capability(type, project), To: Capability(dependency.Target, project))
            where arrow.From is not null && arrow.To is not null && arrow.From != arrow.To
            group $"{type.FullName} uses {dependency.Target.FullName}" by arrow)
            .ToDictionary(group => group.Key, group => group.First());
        var capabilities = arrows.Keys.Select(arrow => arrow.From!).Distinct().ToHashSet();
        // A folder that depends on none of the rest is in no cycle; those that remain when none can be removed form one.
        while (capabilities.RemoveWhere(c => !arrows.Keys.Any(a => a.From == c && capabilities.Contains(a.To!))) > 0)
        {
        }

        arrows.Where(arrow => capabilities.Contains(arrow.Key.From!) && capabilities.Contains(arrow.Key.To!))
            .Select(arrow => $"{arrow.Key.From} -> {arrow.Key.To}: {arrow.Value}")
            .ShouldBeEmpty();
    }

    /// <summary>A host's output folder holds the assemblies that it ships.</summary>
    [Theory]
    [InlineData(Renderer, Channels)]
    [InlineData(Renderer, Ai)]
    [InlineData(Renderer, Grains)]
    [InlineData(Api, Renderer)]
    [InlineData(Api, Grains)]
    [InlineData(Silo, Renderer)]
    [InlineData(Silo, Api)]
    public void A_host_does_not_ship_what_it_does_not_run(string host, string other) =>
        References(System.Reflection.Assembly.Load(host), []).ShouldNotContain(other);

    private static string? Capability(IType type, string project)
    {
        // A type parameter has neither.
        if (type.Namespace?.FullName is not { } name || type.Assembly?.Name.Split(',')[0] != project) return null;
        if (name == project) return "(root)";
        return name.StartsWith(project + ".", StringComparison.Ordinal) ? name[(project.Length + 1)..].Split('.')[0] : null;
    }

    private static System.Reflection.Assembly Of(string name) => System.Reflection.Assembly.Load(name);

    private static HashSet<string> References(System.Reflection.Assembly assembly, HashSet<string> seen)
    {
        var names = assembly.GetReferencedAssemblies().Select(n => n.Name!);
        foreach (var name in names.Where(n => n.StartsWith("ObsidianVault.", StringComparison.Ordinal)))
        {
            if (seen.Add(name)) References(System.Reflection.Assembly.Load(name), seen);
        }

        return seen;
    }
}
