# shellcheck shell=bash
# What the machine must have. Sourced by ./vault.

# install COMMAND PACKAGE ... : installs the Debian or Ubuntu packages whose commands are missing, with sudo where it asks nothing.
install() {
  local missing=() log
  while [ $# -gt 0 ]; do
    has "$1" || missing+=("$2")
    shift 2
  done
  [ ${#missing[@]} -eq 0 ] && return
  { as_root true && type -P apt-get; } >/dev/null 2>&1 ||
    die "missing: ${missing[*]}. Install them, on Debian and Ubuntu: sudo apt-get install ${missing[*]}"
  say "Installing ${missing[*]} ..."
  log=$(mktemp)
  apt_install "${missing[@]}" >"$log" 2>&1 ||
    { tail -20 "$log" >&2; die "apt-get could not install ${missing[*]}; its last lines are above"; }
  rm -f "$log"
}

# Package lists are fetched only where the ones that are there do not do.
apt_install() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends)
  as_root "${apt[@]}" "$@" || { as_root apt-get update -q && as_root "${apt[@]}" "$@"; }
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  else sudo -n "$@"
  fi
}

# has COMMAND : whether the program is installed; what the shell has built in does not count.
has() {
  case $1 in
    initdb) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
    modsecurity) [ -e /usr/lib/nginx/modules/ngx_http_modsecurity_module.so ] ;;
    core-rule-set) [ -d /usr/share/modsecurity-crs/rules ] ;;
    zoneinfo) [ -e /usr/share/zoneinfo/America/Los_Angeles ] ;;
    *) type -P "$1" >/dev/null || [ -x "/usr/sbin/$1" ] ;;
  esac
}

# PostgreSQL's extension for vectors, where the distribution has it for the PostgreSQL that is installed; everything works without it.
want_pgvector() {
  local bin package
  bin=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort | tail -1)
  package=postgresql-$(basename "$(dirname "$(dirname "$bin")")")-pgvector
  compgen -G '/usr/share/postgresql/*/extension/vector.control' >/dev/null && return
  { as_root true && apt-cache show "$package"; } >/dev/null 2>&1 || return 0
  install vector.control "$package"
}

need_dotnet() {
  dotnet --list-sdks 2>/dev/null | grep -q '^10\.' ||
    die "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
}

# Manim in its root file system, and what isolates scenes in it.
need_manim() {
  install bwrap bubblewrap mount mount setpriv util-linux prlimit util-linux
  VAULT_MANIM_ROOT=${VAULT_MANIM_ROOT:-$("$ROOT/deploy/manim/provision.sh")}
  export VAULT_MANIM_ROOT Renderer__Root=$VAULT_MANIM_ROOT
}
