namespace ObsidianVault.Functional.Rendering;

/// <summary>What a scene can find out about others and about the machine.</summary>
public sealed class SecretsTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    /// <summary>Looks everywhere, and says what it saw of a name, a size or a time.</summary>
    [Fact]
    public async Task Formulas_of_others_are_not_to_be_seen()
    {
        var renderer = Fixture.Of();
        renderer.Formulas.Add("00000000000000000000000000000000deadbeef", "<svg>secret</svg>"u8.ToArray());
        var failure = await FailAsync(
            """
            import re
            seen = []
            for place, folders, names in os.walk('/'):
                seen += [os.path.join(place, name) for name in folders + names if 'deadbeef' in name]
            for path in ('/mnt/00000000000000000000000000000000deadbeef.svg', '/mnt'):
                try: seen.append((path, os.stat(path).st_size, os.listdir(path)))
                except OSError: pass
            for fd in range(64):
                try: seen.append((fd, os.listdir(f'/proc/self/fd/{fd}')))
                except OSError: pass
                try: seen.append((fd, os.listdir(fd)))
                except OSError: pass
                try: seen.append(os.open('00000000000000000000000000000000deadbeef.svg', os.O_RDONLY, dir_fd=fd))
                except OSError: pass
            raise ValueError(f'seen {len(seen)} {seen}')
            """);
        failure.Message.ShouldMatch(@"seen 1 \[\('/mnt', \d+, \[\]\)\]|seen 1 \[\('the file");
    }

    [Fact]
    public async Task A_formula_that_was_set_before_is_lent_to_every_process_of_a_scene_that_knows_it()
    {
        var renderer = Fixture.Of();
        renderer.Formulas.Add(
            Renderer.Sandbox.FormulaCache.Key(new("x_{lent}", "latex", ".dvi")), "<svg>lent</svg>"u8.ToArray());
        var failure = await FailAsync(
            """
            import subprocess
            from scene import formulas
            name = formulas.key('x_{lent}', 'latex', '.dvi')
            children = [os.fork() for _ in range(2)]
            got = formulas.cached(name)
            if 0 in children: os._exit(0 if got in (b'<svg>lent</svg>', None) else 1)
            for child in children: assert os.waitpid(child, 0)[1] == 0
            raise ValueError(f"lent {formulas.cached(name)}, not lent {formulas.cached(formulas.key('y', 'latex', '.dvi'))}")
            """);
        failure.Message.ShouldEndWith("lent b'<svg>lent</svg>', not lent None.");
    }

    /// <summary>The root and the runtime are mounted from paths of the host; the root's own logs and settings name others.</summary>
    [Fact]
    public async Task The_hosts_paths_and_names_are_not_to_be_seen()
    {
        var secrets = new[]
        {
            Service.ManimRoot.Path, AppContext.BaseDirectory.TrimEnd('/'), Environment.MachineName + "\\n", "obsidian-vault",
            "/sys/fs/cgroup", "nameserver ", "sources.list",
        };
        var failure = await FailAsync(
            $$"""
            import sys, traceback, socket
            secrets = {{System.Text.Json.JsonSerializer.Serialize(secrets).Replace("\\\\n", "\\n", StringComparison.Ordinal)}}
            said = [str(dict(os.environ)), str(sys.argv), str(sys.orig_argv), str(sys.path), os.getcwd(), str(os.uname().nodename),
                socket.gethostname(), sys.executable, str(sys.modules)]
            try: raise KeyError
            except KeyError: said.append(traceback.format_exc())
            places = [p for n in ('self', 'thread-self', '1', str(os.getpid()), '') for p in
                (f'/proc/{n}/{f}' for f in 'mountinfo mounts maps cgroup environ cmdline stat status'.split())]
            for top in ('/etc', '/var', '/run', '/opt', '/srv', '/root', '/home', '/sys', '/boot'):
                for place, _, names in os.walk(top): places += [os.path.join(place, name) for name in names]
            for path in places:
                said.append(path)
                try: said.append(open(path, errors='replace').read(1 << 20))
                except OSError: pass
            found = {s for s in secrets for text in said if s in text}
            raise ValueError(f'looked at {len(said) > 20}, found {sorted(found)}')
            """);
        failure.Message.ShouldEndWith("looked at True, found [].");
    }
}
