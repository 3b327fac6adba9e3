#!/bin/sh
# Builds the root file system that scenes are rendered in, and prints its path; progress goes to stderr.
# Idempotent: the path carries a hash of everything the build depends on, so a second run only prints it.
#   VAULT_CACHE   where root file systems are kept (default ~/.cache/obsidian-vault)
#   VAULT_MIRROR  Debian mirror (default: the one apt uses here, else http://deb.debian.org/debian)
set -eu

RECIPE=1
SUITE=forky
PACKAGES=python3-manim,python3-sympy,ffmpeg,texlive-latex-base,texlive-latex-extra,texlive-fonts-recommended,texlive-science,dvisvgm
# Manim draws outlines only: Symbola has the emoji as such, which a font of coloured pictures has not.
PACKAGES=$PACKAGES,fonts-dejavu-core,fonts-noto-core,fonts-noto-cjk,fonts-symbola

say() { echo "manim: $*" >&2; }
die() { say "$*"; exit 1; }

# failed WHAT : ends with the last lines of the log.
failed() { tail -n 20 "$log" >&2; die "$1; the last lines are above"; }

caches=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
cache=${VAULT_CACHE:-${caches:?set VAULT_CACHE or HOME}/obsidian-vault}
hash=$(printf '%s\n' "$RECIPE" "$SUITE" "$PACKAGES" "$(uname -m)" | sha256sum | cut -c1-12)
target=$cache/manim-$hash
mkdir -p "$cache"

if [ -e "$target/.complete" ]; then echo "$target"; exit 0; fi

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; }

# Installs what the build needs of this machine.
need() {
    missing=
    for tool in mmdebstrap bwrap:bubblewrap flock:util-linux; do
        command -v "${tool%:*}" >/dev/null || missing="$missing ${tool#*:}"
    done
    # Elsewhere than as root, a range of user ids is mapped; elsewhere than on Debian, Debian's keys are not there.
    [ "$(id -u)" = 0 ] || command -v newuidmap >/dev/null || missing="$missing uidmap"
    [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || missing="$missing debian-archive-keyring"
    [ -n "$missing" ] || return 0
    { as_root true && command -v apt-get; } >/dev/null 2>&1 ||
        die "missing:$missing. Install them, on Debian and Ubuntu: sudo apt-get install$missing"
    say "installing$missing"
    # shellcheck disable=SC2086
    { apt $missing || { as_root apt-get update -q && apt $missing; }; } >"$log" 2>&1 || failed "could not install$missing"
}

# The first Debian archive (not the security one) among apt's own sources.
mirror() {
    if [ -n "${VAULT_MIRROR:-}" ]; then echo "$VAULT_MIRROR"; return; fi
    found=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
        grep -v '^[[:space:]]*#' |
        grep -Eo '(https?|mirror\+[a-z]+)://[^[:space:]]+/debian/?([[:space:]]|$)' | head -n 1 | tr -d '[:space:]') || true
    echo "${found:-http://deb.debian.org/debian}"
}

# The suite's Release file may be past its date on a mirror that lags; its signature is still checked.
build() {
    set -- --variant=minbase --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Check-Valid-Until "false"' \
        --include="$PACKAGES" "$SUITE"
    if [ "$(id -u)" = 0 ]; then
        mmdebstrap "$@" "$building" "$from"
    else
        # Through tar, so that every file belongs to this user and can be deleted like any other.
        mmdebstrap --mode=unshare --format=tar "$@" - "$from" | tar -x -C "$building" --exclude='./dev/*'
    fi
}

# What mmdebstrap is doing, in our words.
step() {
    case $(grep -a '^I: ' "$log" | tail -n 1) in
        *apt-get\ update*) echo "1 of 4: reading the lists of packages" ;;
        *downloading*) echo "2 of 4: downloading" ;;
        *extracting* | *essential*) echo "3 of 4: unpacking the base system" ;;
        *remaining*) echo "4 of 4: installing Manim, LaTeX and ffmpeg" ;;
        *) echo "" ;;
    esac
}

# Says each step as it begins, and every 20 seconds that it still goes on.
follow() {
    said="" seconds=0
    while kill -0 "$1" 2>/dev/null; do
        now=$(step)
        if [ -n "$now" ] && [ "$now" != "$said" ]; then
            say "$now"
            said=$now
        elif [ $((seconds % 20)) = 19 ]; then
            say "$said ($((seconds + 1)) s)"
        fi
        seconds=$((seconds + 1))
        sleep 1
    done
}

log=$(mktemp)
pid=
# A shell starts background work deaf to Ctrl+C.
trap 'rm -f "$log"; [ -z "$pid" ] || kill "$pid" 2>/dev/null || true' EXIT
trap 'exit 130' INT TERM

need
exec 9>"$target.lock"
if ! flock -n 9; then
    say "another process is building it; waiting"
    flock 9
fi
if [ -e "$target/.complete" ]; then echo "$target"; exit 0; fi

building=$target.building
rm -rf "$building"
mkdir -p "$building"
from=$(mirror)
say "building $target from $from ($SUITE); this takes a few minutes and 2 GB"
build >"$log" 2>&1 9>&- &
pid=$!
follow "$pid"
wait "$pid" || { pid=; failed "the build failed"; }
pid=

for program in manim ffprobe dvisvgm; do
    [ -x "$building/usr/bin/$program" ] || failed "the build is incomplete: it has no $program"
done
# Where several fonts have a sign, a text without a font keeps the look of Manim's examples.
cat > "$building/etc/fonts/local.conf" <<'END'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <alias binding="same"><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias binding="same"><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias binding="same"><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
END
# Mount points for the sandbox, which mounts the root read-only and cannot make them.
mkdir -p "$building/job" "$building/opt/vault"
chmod 755 "$building"
rm -rf "$building/var/cache/apt/archives" "$building/var/lib/apt/lists" "$target"
: > "$building/.complete"
mv "$building" "$target"
say "done"
echo "$target"
