using System.Xml.Linq;

namespace ObsidianVault.Unit.Deploy;

public sealed class DockerfileTests
{
    public static TheoryData<string> Dockerfiles =>
        [.. Directory.GetFiles(Checkout.PathOf("deploy/docker"), "*.Dockerfile").Select(file => Path.GetFileName(file)!)];

    [Fact]
    public void Compose_builds_every_Dockerfile_that_exists() => Compose.Hosts.Values.Select(host => host.Build!["dockerfile"])
        .ShouldBe(Dockerfiles.Select(file => "deploy/docker/" + file.Data), ignoreOrder: true);

    [Theory, MemberData(nameof(Dockerfiles))]
    public void Every_COPY_source_exists(string file) => Sources(file).Where(source => !Checkout.Exists(source)).ShouldBeEmpty();

    [Theory, MemberData(nameof(Dockerfiles))]
    public void No_COPY_source_is_ignored(string file)
    {
        var ignored = Checkout.Read(".dockerignore").Split('\n')
            .Where(line => line.Length > 0 && line[0] is not '#' and not '*').ToHashSet();
        Sources(file).Where(source => ignored.Contains(source.Split('/')[0])).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dockerfiles))]
    public void Every_referenced_project_is_restored_from_its_own_layer_and_then_copied(string file)
    {
        var lines = Lines(file);
        var project = lines.First(line => line.StartsWith("RUN dotnet restore ", StringComparison.Ordinal)).Split(' ')[3];
        int LineOf(string start) => Array.FindIndex(lines, line => line.StartsWith(start, StringComparison.Ordinal));
        var restore = LineOf("RUN dotnet restore ");
        foreach (var reference in Closure(project))
        {
            LineOf($"COPY {reference} ").ShouldBeInRange(0, restore, reference);
            LineOf($"COPY {Path.GetDirectoryName(reference)}/ ").ShouldBeGreaterThan(restore, reference);
        }
    }

    [Theory, MemberData(nameof(Dockerfiles))]
    public void The_image_runs_as_the_unprivileged_user_of_the_base_image(string file) =>
        Lines(file).Where(line => line.StartsWith("USER ", StringComparison.Ordinal)).ShouldBe(["USER $APP_UID"]);

    [Theory, MemberData(nameof(Dockerfiles))]
    public void The_image_tells_its_health(string file) =>
        Lines(file).ShouldContain(line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Dockerfiles))]
    public void Every_ENV_is_a_setting_that_the_code_reads(string file) => Lines(file)
        .Where(line => line.StartsWith("ENV ", StringComparison.Ordinal))
        .SelectMany(line => line.Split(' ').Skip(1))
        .Select(pair => pair.Split('=')[0])
        .Where(name => !KnownSettings.Knows(name))
        .ShouldBeEmpty();

    private static string[] Lines(string file) => Checkout.Read("deploy/docker/" + file).Split('\n');

    /// <summary>What is copied from the tree, not from another stage.</summary>
    private static IEnumerable<string> Sources(string file) => Lines(file)
        .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=", StringComparison.Ordinal))
        .SelectMany(line => line.Split(' ').Skip(1).SkipLast(1).Where(part => !part.StartsWith("--", StringComparison.Ordinal)));

    private static HashSet<string> Closure(string project)
    {
        HashSet<string> found = [project];
        var open = new Queue<string>(found);
        while (open.TryDequeue(out var current))
        {
            var folder = Path.GetDirectoryName(Checkout.PathOf(current))!;
            var references = XDocument.Load(Checkout.PathOf(current)).Descendants("ProjectReference");
            foreach (var include in references.Select(element => element.Attribute("Include")!.Value))
            {
                var reference = Path.GetRelativePath(Checkout.Root, Path.GetFullPath(Path.Combine(folder, include)));
                if (found.Add(reference)) open.Enqueue(reference);
            }
        }

        return found;
    }
}
