# shellcheck shell=bash
help_doctor() {
  cat <<'TEXT'
./vault doctor

Shows what is installed, configured and running, and how to mend what is not. It fails only where ./vault up cannot work.

  ok       it is there
  missing  ./vault up needs it, and cannot install it by itself
  later    ./vault installs or builds it when a verb needs it
  note     nothing is wrong; it could be otherwise
TEXT
}

run_doctor() {
  unmet=0
  doctor_machine
  doctor_tests
  doctor_settings
  doctor_service
  return $unmet
}

# line STATE WHAT [REMEDY]
line() {
  printf '%-8s %s%s\n' "$1" "$2" "${3:+: $3}"
  [ "$1" != missing ] || unmet=1
}

# installed WHAT COMMAND PACKAGE : installable ones are missing only where ./vault may not install them.
installed() {
  if has "$2"; then line ok "$1"
  elif as_root true 2>/dev/null; then line later "$1" "the package $3, installed when it is needed"
  else line "${4:-missing}" "$1" "sudo apt-get install $3"
  fi
}

doctor_machine() {
  local sdk root free
  if sdk=$(dotnet --list-sdks 2>/dev/null | grep '^10\.' | tail -1); then line ok ".NET SDK ${sdk%% *}"
  else line missing ".NET 10 SDK" "https://dotnet.microsoft.com/download/dotnet/10.0"
  fi
  installed "bubblewrap" bwrap bubblewrap
  installed "mount" mount mount
  installed "setpriv" setpriv util-linux
  if ! has unshare || unshare --user --map-root-user true 2>/dev/null; then line ok "user namespaces"
  elif [ "$(cat /proc/sys/kernel/apparmor_restrict_unprivileged_userns 2>/dev/null)" = 1 ]; then
    line missing "user namespaces" "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
  else line missing "user namespaces" "sudo sysctl -w user.max_user_namespaces=15000"
  fi
  if root=$(manim_root); then line ok "Manim's root file system in $root"
  else line later "Manim's root file system" "deploy/manim/provision.sh builds it, 2 GB in a few minutes"
  fi
  free=$(df -Pm "$(nearest "$CACHE")" "$(nearest "${ROOT:?}/artifacts")" |
    awk 'NR > 1 { if (least == "" || $4 < least) least = $4 } END { print least + 0 }')
  if [ "$free" -ge 5000 ] || { [ "$free" -ge 1000 ] && manim_root >/dev/null; }; then line ok "disk: $((free / 1000)) GB free"
  else line missing "disk: $free MB free" "Manim and the build need 5 GB in $CACHE and $ROOT"
  fi
}

doctor_tests() {
  installed "PostgreSQL, for tests and clusters" initdb postgresql note
  installed "Redis, for tests and a shared cache" redis-server redis-server note
  installed "Node.js, for the page and for tests" node nodejs note
  installed "npm, for the page and for tests" npm npm note
  installed "Chromium, for tests" chromium chromium note
  installed "nginx, for tests of the edge" nginx nginx note
}

doctor_settings() {
  local data=${Storage__DataFolder:-$ROOT/.vault} port
  if [ -n "${Storage__ConnectionString:-}" ] && [ "${Storage__Provider:-}" = PostgreSQL ]; then line ok "storage: PostgreSQL"
  elif can_make "$data"; then line ok "storage: SQLite in $data"
  else line missing "storage: $data cannot be written" "allow it to this user, or set Storage__DataFolder"
  fi
  if set_like 'Ai__(ApiKey|BaseUrl|Providers__[A-Za-z]+__ApiKey|Endpoints__[0-9]+__BaseUrl)'; then line ok "AI: a provider is configured"
  else line note "AI" "the offline catalogue answers; for any topic set a provider's key, such as Ai__Providers__OpenAi__ApiKey"
  fi
  if set_like 'Telegram__Bots__[0-9]+__Token'; then line ok "Telegram: a bot is configured"
  else line note "Telegram" "off; README.md says how to connect a bot"
  fi
  if set_like 'WhatsApp__AccessToken'; then line ok "WhatsApp: configured"
  else line note "WhatsApp" "off; README.md says how to connect a number"
  fi
  # A running service holds all of them.
  running && return
  for port in "${URL##*:}:VAULT_URL" "${Cluster__SiloPort:-11111}:Cluster__SiloPort" \
      "${Cluster__GatewayPort:-30000}:Cluster__GatewayPort"; do
    if (exec 3<>"/dev/tcp/127.0.0.1/${port%%:*}") 2>/dev/null; then
      line missing "port ${port%%:*} is in use by another process" "stop that process, or set ${port##*:}"
    else line ok "port ${port%%:*} is free"
    fi
  done
}

doctor_service() {
  if running; then line ok "the service answers on $URL"
  else line note "the service does not run" "./vault up starts it"
  fi
}

# running : whether a vault answers. Without curl, so that nothing has to be installed to ask.
running() {
  local address=${URL#*://} status
  address=${address%%/*}
  (
    exec 3<>"/dev/tcp/${address%:*}/${address##*:}" || exit 1
    printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
    read -r -t 3 _ status _ <&3
    [ "$status" = 200 ]
  ) 2>/dev/null
}

manim_root() {
  local root
  for root in "${VAULT_MANIM_ROOT:-${Renderer__Root:-}}" "$CACHE"/manim-*; do
    [ -n "$root" ] && [ -x "$root/usr/bin/manim" ] && { echo "$root"; return; }
  done
  return 1
}

# nearest FOLDER : it, or the closest folder above it that exists.
nearest() {
  local folder=$1
  while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
  echo "$folder"
}

can_make() { local at; at=$(nearest "$1"); [ -d "$at" ] && [ -w "$at" ]; }

# set_like PATTERN : whether a variable whose name fits has a value.
set_like() { env | grep -qE "^($1)=."; }
