# Sourced by ./langso and ./test: what the machine lacks is installed on Debian and Ubuntu, or named.

say() { printf '%s\n' "$*" >&2; }

# need COMMAND=PACKAGE...: installs the packages whose command is missing; without the right to, names them and goes on.
need() {
  local missing=() pair
  for pair in "$@"; do command -v "${pair%%=*}" >/dev/null 2>&1 || missing+=("${pair#*=}"); done
  if [ "$(uname -s)" = Linux ] && ! ldconfig -p 2>/dev/null | grep -q libicuuc; then missing+=(libicu72); fi
  [ ${#missing[@]} -eq 0 ] && return 0
  local as=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as=(sudo -n); else
      say "Còn thiếu: ${missing[*]}. Không có quyền cài; nhờ quản trị chạy: apt-get install ${missing[*]}. Phần còn lại vẫn chạy."
      return 0
    fi
  fi
  if ! command -v apt-get >/dev/null 2>&1; then say "Còn thiếu: ${missing[*]}. Cài bằng trình quản lý gói của máy này. Phần còn lại vẫn chạy."; return 0; fi
  say "Cài phần còn thiếu: ${missing[*]}"
  if ! { "${as[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${as[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1; then
    say "Chưa cài được: ${missing[*]}. Phần còn lại vẫn chạy."
  fi
}

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks 2>/dev/null | grep -q '^10\.' && return 0
  say "langso: cần .NET SDK 10 (lệnh dotnet). Xem README, mục Cài đặt."
  exit 1
}

server="artifacts/publish/LangSo.Server/release/LangSo.Server.dll"

# Builds the program when a source file is newer than it.
build_server() {
  if [ -e "$server" ] && [ -z "$(find src data Directory.Build.props Directory.Packages.props -type f -newer "$server" ! -path '*/obj/*' -print -quit 2>/dev/null)" ]; then return 0; fi
  say "Dựng chương trình (lần đầu khoảng một, hai phút)…"
  local log; log=$(mktemp)
  if ! dotnet publish src/Server -c Release --nologo -v quiet >"$log" 2>&1; then cat "$log" >&2; rm -f "$log"; say "langso: dựng chương trình không xong."; exit 1; fi
  rm -f "$log"; touch "$server"
}
