#!/usr/bin/env bash
# Makes the loudspeaker's program as one self-contained file for each kind of machine, with its installer: artifacts/player/KIND/ and a .tar.gz.
# build/player.sh [linux-x64] [linux-arm64]; without a kind, both.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
. build/setup.sh
need_dotnet
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[ $# -gt 0 ] || set -- linux-x64 linux-arm64
for kind in "$@"; do
  case "$kind" in linux-x64|linux-arm64) ;; *) say "player.sh: không biết loại máy $kind (linux-x64, linux-arm64)."; exit 2;; esac
  out="artifacts/player/$kind"
  rm -rf "$out"
  log=$(mktemp)
  if ! dotnet publish src/Player -c Release -r "$kind" -p:OneFile=true -o "$out" --nologo -v quiet >"$log" 2>&1; then cat "$log" >&2; rm -f "$log"; exit 1; fi
  rm -f "$log"
  mv "$out/LangSo.Player" "$out/langso-player"
  cp deploy/player/langso-player-run deploy/player/langso-player.service deploy/player/settings.json deploy/player/install.sh "$out/"
  cp docs/loa.md "$out/HUONG-DAN.md"
  tar -C artifacts/player -czf "artifacts/player/langso-player-$kind.tar.gz" "$kind"
  say "$kind: $(du -m "$out/langso-player" | cut -f1) MB, sha256 $(sha256sum "$out/langso-player" | cut -c1-64)"
done
