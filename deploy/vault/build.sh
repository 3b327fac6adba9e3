# shellcheck shell=bash
# Builds what changed. Sourced by ./vault.

# build NAME PROJECT ... : builds the projects, unless no source has changed since the last build of this name.
build() {
  local stamp=$ROOT/artifacts/.built-$1 project log now
  shift
  now=$(mktemp)
  sources >"$now"
  if [ -f "$stamp" ] && cmp -s "$now" "$stamp" && ! any_newer "$stamp" <"$now"; then
    rm -f "$now"
    return
  fi
  say "Building ..."
  log=$(mktemp)
  for project in "$@"; do
    if ! dotnet build "$ROOT/$project" -c Release -v quiet >"$log" 2>&1; then
      { grep -E 'error|warn' "$log" || tail -20 "$log"; } | sort -u | head -40 >&2
      die "the build failed"
    fi
  done
  mkdir -p "$ROOT/artifacts"
  mv "$now" "$stamp"
  rm -f "$log"
}

# any_newer FILE : whether one of the files named on stdin changed after it.
any_newer() {
  local file
  while IFS= read -r file; do
    [ ! "$ROOT/$file" -nt "$1" ] || return 0
  done
  return 1
}

# The files that builds read: those of the project folders and of the top. Data, wherever it is kept, is not among them.
sources() {
  (
    cd "$ROOT" || exit
    local folders=()
    for project in */*.csproj; do folders+=("${project%/*}"); done
    find . -maxdepth 1 -type f \( -name '*.props' -o -name '*.targets' -o -name '*.sln' -o -name global.json -o -name BannedSymbols.txt \)
    find "${folders[@]}" tests \
      \( -name .vault -o -name bin -o -name obj -o -name node_modules -o -name __pycache__ -o -name results \) -prune \
      -o -type f \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.json' -o -name '*.sql' -o -name '*.py' \
      -o -name '*.md' -o -name '*.mjs' -o -name '*.svg' -o -name '*.tsv' -o -name '*.txt' \) -print
  ) | sort
}
