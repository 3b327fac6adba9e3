# shellcheck shell=bash
# Builds the page. Sourced by ./vault.

# need_node : Node.js and npm as the page's build needs them.
need_node() {
  install node nodejs npm npm
  node -e 'const [a, b] = process.versions.node.split(".").map(Number)
    process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' ||
    die "the page needs Node.js 20.19 or newer of 20, or 22.12 or newer, and this is $(node --version): https://nodejs.org/en/download"
}

# build_web : builds Web/dist, unless nothing it is made from has changed.
build_web() {
  local web=$ROOT/Web stamp=$ROOT/artifacts/.built-web log now
  now=$(cd "$web" && find . \( -name node_modules -o -name dist \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum)
  if [ -f "$stamp" ] && [ "$now" = "$(cat "$stamp")" ] && [ -f "$web/dist/index.html" ]; then return; fi
  say "Building the page ..."
  log=$(mktemp)
  (cd "$web" && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build) >"$log" 2>&1 ||
    { tail -30 "$log" >&2; die "the page could not be built; the last lines are above"; }
  rm -f "$log"
  mkdir -p "$ROOT/artifacts"
  printf '%s' "$now" >"$stamp"
}
