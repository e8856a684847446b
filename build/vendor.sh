#!/usr/bin/env bash
# Refreshes the web libraries that pages use, from the npm registry, into src/Look/wwwroot/lib, and writes their
# versions and SHA-256 into manifest.json (a test compares). Not part of a build: what it brings is committed.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
(cd "$work" && npm init -y >/dev/null && npm install --ignore-scripts --no-audit --no-fund --silent \
  @tabler/core@1.6.1 @tabler/icons@3.51.0 @fontsource/be-vietnam-pro@5.3.0 mqtt@5.16.0)
lib=src/Look/wwwroot/lib; rm -rf "$lib"; mkdir -p "$lib/be-vietnam-pro"
m="$work/node_modules"
{ sed 's#/\*\# sourceMappingURL.*##' "$m/@tabler/core/dist/css/tabler.min.css"; } > "$lib/tabler.min.css"
cp "$m/@tabler/core/LICENSE" "$lib/tabler.LICENSE" 2>/dev/null || printf 'Tabler, MIT licence, Copyright (c) 2018-2026 The Tabler Authors\n' > "$lib/tabler.LICENSE"
sed 's#//\# sourceMappingURL.*##' "$m/mqtt/dist/mqtt.min.js" > "$lib/mqtt.min.js"; cp "$m/mqtt/LICENSE.md" "$lib/mqtt.LICENSE"
cp "$m/@fontsource/be-vietnam-pro/LICENSE" "$lib/be-vietnam-pro/LICENSE"
: > "$lib/be-vietnam-pro/font.css"
for w in 400 500 600 700; do
  for s in vietnamese latin-ext latin; do cp "$m/@fontsource/be-vietnam-pro/files/be-vietnam-pro-$s-$w-normal.woff2" "$lib/be-vietnam-pro/$s-$w.woff2"; done
  sed -E "s#url\(\./files/be-vietnam-pro-([a-z-]+)-$w-normal\.woff2\) format\('woff2'\), url\([^)]*\) format\('woff'\)#url(./\1-$w.woff2) format('woff2')#" \
    "$m/@fontsource/be-vietnam-pro/$w.css" >> "$lib/be-vietnam-pro/font.css"
done
# the icons that pages name, as one sprite: <svg class="ti"><use href="/look/lib/icons.svg#speakerphone"/></svg>
{ printf '<svg xmlns="http://www.w3.org/2000/svg">\n'
  for i in $(sort -u build/icons.txt); do
    printf '<symbol id="%s" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">' "$i"
    sed -n '/<svg/,/<\/svg>/p' "$m/@tabler/icons/icons/outline/$i.svg" | tr '\n' ' ' | sed -E 's#^.*<svg[^>]*>##; s#</svg>.*$##; s#> +<#><#g; s#^ +| +$##g'
    printf '</symbol>\n'
  done; printf '</svg>\n'; } > "$lib/icons.svg"
cp "$m/@tabler/icons/LICENSE" "$lib/icons.LICENSE"
(cd "$lib" && { printf '{\n  "packages": { "@tabler/core": "1.6.1", "@tabler/icons": "3.51.0", "@fontsource/be-vietnam-pro": "5.3.0", "mqtt": "5.16.0" },\n  "sha256": {\n'
  find . -type f ! -name manifest.json | sort | while read -r f; do printf '    "%s": "%s",\n' "${f#./}" "$(sha256sum "$f" | cut -d' ' -f1)"; done | sed '$ s/,$//'
  printf '  }\n}\n'; } > ../manifest.tmp && mv ../manifest.tmp manifest.json)
