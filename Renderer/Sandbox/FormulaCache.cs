using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// Formulas typeset by LaTeX, readable by all jobs. A file is named by the hash of everything that determines it. Only sandboxes
/// that never ran a scene may add files: a job reports what it needed, and <see cref="FormulaSetter"/> typesets it again.
/// </summary>
internal sealed class FormulaCache
{
    private const int MaxFiles = 20_000;
    private const int MaxRefused = 10_000;
    private const int MaxBytes = 1 << 20;
    private readonly ConcurrentDictionary<string, bool> _refused = new();

    public FormulaCache(IOptions<RendererOptions> settings)
    {
        var options = settings.Value;
        var parent = options.FormulaFolder.Length > 0
            ? options.FormulaFolder
            : Path.Combine(Path.GetTempPath(), $"obsidian-vault-formulas-{Environment.UserName}");
        Folder = Path.Combine(parent, Fingerprint(options.Root));
        OwnedDirectory.Create(parent);
        OwnedDirectory.Create(Folder);
    }

    /// <summary>Holds the files for the TeX, dvisvgm and Manim of this root only.</summary>
    public string Folder { get; }

    /// <summary>What jobs needed and is missing here.</summary>
    public FormulaQueue Wanted { get; } = new();

    public static string Key(SandboxFrame.FormulaPart formula) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{formula.Compiler}\0{formula.Format}\0{formula.Source}")))[..40];

    /// <summary>Notes that a job needed a formula that is missing here.</summary>
    /// <param name="tab">What the job may spend on it.</param>
    public void Want(SandboxFrame.FormulaPart formula, FormulaTab tab)
    {
        if (!Has(formula) && !IsRefused(formula)) Wanted.Add(new WantedFormula(formula, tab));
    }

    /// <summary>Notes that this formula cannot be typeset within its limits, so that nobody tries again until the next start.</summary>
    public void Refuse(SandboxFrame.FormulaPart formula)
    {
        if (_refused.Count >= MaxRefused) _refused.Clear();
        _refused[Key(formula)] = true;
    }

    public bool IsRefused(SandboxFrame.FormulaPart formula) => _refused.ContainsKey(Key(formula));

    public bool Has(SandboxFrame.FormulaPart formula) => File.Exists(PathOf(Key(formula)));

    /// <summary>Adds what a trusted sandbox has typeset, atomically: a job never sees half a file.</summary>
    public void Add(string key, byte[] svg)
    {
        if (key.Length != 40 || !key.All(char.IsAsciiHexDigitLower) || svg.Length is 0 or > MaxBytes) return;
        MakeRoom(MaxFiles);
        var half = PathOf($"{key}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}");
        File.WriteAllBytes(half, svg);
        File.SetUnixFileMode(half, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(half, PathOf(key), overwrite: true);
    }

    /// <summary>Once there are this many files, the oldest tenth is deleted.</summary>
    internal void MakeRoom(int mostFiles)
    {
        if (Directory.EnumerateFiles(Folder).Take(mostFiles).Count() < mostFiles) return;
        var oldest = new DirectoryInfo(Folder).GetFiles().OrderBy(file => file.LastWriteTimeUtc).Take((mostFiles + 9) / 10);
        foreach (var old in oldest) old.Delete();
    }

    private string PathOf(string key) => Path.Combine(Folder, key + ".svg");

    private static string Fingerprint(string root)
    {
        var facts = new StringBuilder(root);
        foreach (var part in (string[])["usr/bin/pdftex", "usr/bin/dvisvgm", "usr/lib/python3/dist-packages/manim/__init__.py"])
        {
            var file = new FileInfo(Path.Combine(root, part));
            if (file.Exists) facts.Append(null, $"|{part}:{file.Length}:{file.LastWriteTimeUtc.Ticks}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts.ToString())))[..16];
    }
}
