#!/usr/bin/env bash
# Takes the pictures of docs/ anew: they are what the journeys' browser shows while the tests pass.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
. build/setup.sh
need_dotnet
need espeak-ng=espeak-ng ffmpeg=ffmpeg chromium=chromium
build_server
LANGSO_SERVER="$PWD/$server" LANGSO_PICTURES="$PWD/docs/pictures" dotnet run --project tests/Journeys.Tests -c Release
