#!/bin/sh
# Builds the root file system that scenes are rendered in, and prints its path; progress goes to stderr.
# Idempotent: the path carries a hash of everything the build depends on, so a second run only prints it.
#   VAULT_CACHE   where root file systems are kept (default ~/.cache/obsidian-vault)
#   VAULT_MIRROR  Debian mirror (default: the one apt uses here, else http://deb.debian.org/debian)
set -eu

RECIPE=1
SUITE=forky
PACKAGES=python3-manim,ffmpeg,texlive-latex-base,texlive-latex-extra,texlive-fonts-recommended,dvisvgm,fonts-dejavu-core

say() { echo "manim: $*" >&2; }
die() { say "$*"; exit 1; }

cache=${VAULT_CACHE:-${HOME:?set VAULT_CACHE or HOME}/.cache/obsidian-vault}
hash=$(printf '%s\n' "$RECIPE" "$SUITE" "$PACKAGES" "$(uname -m)" | sha256sum | cut -c1-12)
target=$cache/manim-$hash
mkdir -p "$cache"

if [ -e "$target/.complete" ]; then echo "$target"; exit 0; fi

need() {
    missing=
    for tool in mmdebstrap bwrap; do command -v "$tool" >/dev/null || missing="$missing $tool"; done
    [ -z "$missing" ] && return 0
    packages="mmdebstrap bubblewrap"
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null \
        || die "missing:$missing. Install them with: sudo apt-get install -y $packages${1:-}"
    say "installing $packages"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >&2 \
        || { apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >&2; } \
        || die "could not install $packages"
}

# The first Debian archive (not the security one) among apt's own sources.
mirror() {
    if [ -n "${VAULT_MIRROR:-}" ]; then echo "$VAULT_MIRROR"; return; fi
    found=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null \
        | grep -v '^[[:space:]]*#' | grep -Eo '(https?|mirror\+[a-z]+)://[^[:space:]]+/debian/?([[:space:]]|$)' | head -n 1 | tr -d '[:space:]') || true
    echo "${found:-http://deb.debian.org/debian}"
}

exec 9>"$target.lock"
command -v flock >/dev/null || die "missing: flock. Install it with: sudo apt-get install -y util-linux"
flock 9
if [ -e "$target/.complete" ]; then echo "$target"; exit 0; fi

if [ "$(id -u)" = 0 ]; then need; else need " uidmap"; fi
building=$target.building
rm -rf "$building"
mkdir -p "$building"
from=$(mirror)
say "building $target from $from ($SUITE); this takes some minutes and 2 GB"

# The suite's Release file may be past its date on a mirror that lags; its signature is still checked.
set -- --variant=minbase --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Check-Valid-Until "false"' \
    --include="$PACKAGES" "$SUITE"
if [ "$(id -u)" = 0 ]; then
    mmdebstrap "$@" "$building" "$from" >&2
else
    # Through tar, so that every file belongs to this user and can be deleted like any other.
    mmdebstrap --mode=unshare --format=tar "$@" - "$from" | tar -x -C "$building" --exclude='./dev/*' >&2
fi

[ -x "$building/usr/bin/manim" ] && [ -x "$building/usr/bin/ffprobe" ] && [ -x "$building/usr/bin/dvisvgm" ] || die "the build is incomplete: see above"
# Mount points for the sandbox, which mounts the root read-only and cannot make them.
mkdir -p "$building/job" "$building/opt/vault"
chmod 755 "$building"
rm -rf "$building/var/cache/apt/archives" "$building/var/lib/apt/lists" "$target"
: > "$building/.complete"
mv "$building" "$target"
say "done"
echo "$target"
