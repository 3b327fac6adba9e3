# shellcheck shell=bash
help_sync() {
  cat <<'TEXT'
./vault sync DIR [--collection NAME] [--watch] [--url URL]

Brings the notes and documents of a folder, such as an Obsidian vault, into a collection of the service: first the list of what is
there, then only what changed. Files that moved keep their identity and the links to them; files that are gone are deleted.
Pictures, sound, archives and the settings of applications are left out. Each file that is refused is named, with the reason.

  --collection NAME  the collection (the folder's name); made if there is none
  --watch            go on and follow changes until Ctrl+C; while the service is away, try again
  --url URL          where the service is (http://127.0.0.1:8080)

  VAULT_URL          the same as --url
  VAULT_TOKEN        the token of a session. Without it, and without Operator__Key, a session is opened and its token is kept in
                     ~/.config/obsidian-vault, where only you can read it
TEXT
}

run_sync() {
  need_dotnet
  build sync Sync/Sync.csproj
  exec dotnet "$BIN/Sync/release/ObsidianVault.Sync.dll" "$@"
}
