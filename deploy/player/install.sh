#!/bin/sh
# Cài chương trình loa lên máy này (Debian, Ubuntu, Raspberry Pi OS 64 bit). Chạy bằng root, trong thư mục đã giải nén:
#   sudo ./install.sh --server https://langso.tinh.gov.vn --enrol 7K4-M2P [--sink alsa:default]
# Chạy lại để đổi địa chỉ hay thiết bị âm thanh; không cần mã nữa, lịch và phiếu phát giữ nguyên.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
server= enrol= sink=alsa:default
while [ $# -gt 0 ]; do
  case "$1" in
    --server) server=${2:?}; shift 2;;
    --enrol) enrol=${2:?}; shift 2;;
    --sink) sink=${2:?}; shift 2;;
    *) echo "install.sh: không hiểu $1" >&2; exit 2;;
  esac
done
[ "$(id -u)" = 0 ] || { echo "install.sh: cần quyền root (sudo)." >&2; exit 2; }
[ -n "$server" ] || { echo "install.sh: thiếu --server." >&2; exit 2; }
[ -x "$here/langso-player" ] || { echo "install.sh: không thấy tệp langso-player cạnh install.sh." >&2; exit 2; }

missing=
command -v ffmpeg >/dev/null 2>&1 || missing="$missing ffmpeg"
ldconfig -p 2>/dev/null | grep -q 'libasound\.so\.2' || missing="$missing libasound2"
command -v aplay >/dev/null 2>&1 || missing="$missing alsa-utils"
if [ -n "$missing" ]; then
  echo "Cài:$missing"
  apt-get update -qq
  # shellcheck disable=SC2086 # several words on purpose
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
fi

id langso-player >/dev/null 2>&1 || useradd --system --home-dir /var/lib/langso-player --shell /usr/sbin/nologin --groups audio langso-player
install -d -m 0755 /usr/local/lib/langso-player /usr/local/share/doc/langso-player
install -m 0755 "$here/langso-player-run" /usr/local/lib/langso-player/
install -m 0644 "$here/HUONG-DAN.md" /usr/local/share/doc/langso-player/
# The program lies where it may change itself; its starter lies where it may not.
install -d -m 0700 -o langso-player -g langso-player /var/lib/langso-player /var/lib/langso-player/program /var/lib/langso-player/state
install -m 0750 -o langso-player -g langso-player "$here/langso-player" /var/lib/langso-player/program/langso-player.fresh
mv -f /var/lib/langso-player/program/langso-player.fresh /var/lib/langso-player/program/langso-player
rm -f /var/lib/langso-player/program/trial /var/lib/langso-player/program/back
[ -e /etc/langso-player.json ] || install -m 0644 "$here/settings.json" /etc/langso-player.json
[ -e /var/lib/langso-player/state/device.json ] && enrol=
(umask 077; {
  echo "LANGSO_SERVER=$server"
  echo "LANGSO_SINK=$sink"
  if [ -n "$enrol" ]; then echo "LANGSO_ENROL=--enrol $enrol"; else echo "LANGSO_ENROL="; fi
} > /etc/default/langso-player)
install -m 0644 "$here/langso-player.service" /etc/systemd/system/
systemctl daemon-reload
systemctl enable langso-player
systemctl restart langso-player
echo "Đã cài. Xem: journalctl -u langso-player -f"
