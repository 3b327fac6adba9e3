"""Shows that the sandbox holds: prints {"holes": [...]}, empty where every promise is kept."""
import json
import os
import resource
import socket
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import seccomp_filter  # noqa: E402

ALLOWED = {"HOME", "PATH", "PWD", "LANG", "LC_CTYPE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "openin_any", "openout_any",
           "shell_escape", "PYTHONHASHSEED", "XDG_CACHE_HOME"}


def writable(folder):
    try:
        with open(os.path.join(folder, ".probe"), "w"):
            return True
    except OSError:
        return False


def forks_beyond(limit):
    children = []
    try:
        for _ in range(limit + 8):
            child = os.fork()
            if child == 0:
                os.close(keep)  # else they would wait for each other
                os.read(hold, 1)
                os._exit(0)
            children.append(child)
        return True
    except OSError:
        return False
    finally:
        os.close(keep)
        for child in children:
            os.waitpid(child, 0)


hold, keep = os.pipe()
os.set_inheritable(hold, True)
holes = []
if os.getpid() != 1:
    holes.append("it shares the host's processes")
if os.getuid() == 0 or os.geteuid() == 0:
    holes.append("it runs as root")
if [name for _, name in socket.if_nameindex() if name != "lo"]:
    holes.append("it sees a network interface")
if any(writable(folder) for folder in ("/", "/usr", "/etc", "/opt/vault", "/dev")):
    holes.append("its root is writable")
if not (writable("/job") and writable("/tmp")):
    holes.append("its scratch folder is not writable")
if set(os.environ) - ALLOWED:
    holes.append("it sees the host's environment")
with open("/proc/1/environ") as environ:
    if {entry.split("=")[0] for entry in environ.read().split("\0") if entry} - ALLOWED:
        holes.append("it sees the environment of its first process")
with open("/proc/self/status") as status:
    facts = dict(line.split(":", 1) for line in status.read().splitlines())
if int(facts["CapEff"], 16) or int(facts["CapBnd"], 16):
    holes.append("it has capabilities")
if facts["NoNewPrivs"].strip() != "1":
    holes.append("it can gain privileges")
limit = resource.getrlimit(resource.RLIMIT_NPROC)[1]
for name in ("AS", "CPU", "FSIZE", "NPROC", "NOFILE", "CORE"):
    if resource.getrlimit(getattr(resource, "RLIMIT_" + name))[1] == resource.RLIM_INFINITY:
        holes.append(f"it has no limit RLIMIT_{name}")
if limit != resource.RLIM_INFINITY:
    pid = os.fork()
    if pid == 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os._exit(1 if forks_beyond(limit) else 0)
    os.close(keep)
    if os.waitpid(pid, 0)[1]:
        holes.append("its process limit does not hold")
try:
    seccomp_filter.install()
except OSError as error:
    holes.append(f"it has no system call filter ({error})")
print(json.dumps({"holes": holes}))
