# Sourced by ./test and bench/run: a throwaway PostgreSQL 15 on this machine, for tests and measurements only.
# Wants: say, need (build/setup.sh).

pg_bin() { local d; for d in /usr/lib/postgresql/*/bin; do [ -x "$d/initdb" ] && printf '%s\n' "$d"; done | sort -V | tail -1; }

# start_postgres: starts it in a folder of its own, sets LANGSO_TEST_DB to its address and pg_home to its folder.
# $1 "durable" keeps every commit on disk as in real use; else it is as quick as tests want it.
start_postgres() {
  [ -n "$(pg_bin)" ] || need postgres=postgresql-15 || true
  local bin; bin=$(pg_bin)
  if [ -z "$bin" ]; then say "Không có PostgreSQL trên máy này."; return 1; fi
  pg_home=$(mktemp -d); pg_as=()
  if [ "$(id -u)" -eq 0 ]; then
    # PostgreSQL does not run as root; the package made this account.
    pg_as=(runuser -u postgres --); chown postgres "$pg_home"; chmod 755 "$pg_home"
  fi
  local port fast=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
  [ "${1:-}" = durable ] && fast=(-c shared_buffers=512MB -c work_mem=64MB -c max_wal_size=2GB)
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo $((20000 + RANDOM % 20000)))
  (cd / && "${pg_as[@]}" "$bin/initdb" -D "$pg_home/data" -U langso -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$pg_home.log" 2>&1 &&
    "${pg_as[@]}" "$bin/pg_ctl" -D "$pg_home/data" -w -l "$pg_home/log" -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$pg_home -c max_connections=300 ${fast[*]}" start >>"$pg_home.log" 2>&1) ||
    { cat "$pg_home.log" "$pg_home/log" >&2 2>/dev/null; return 1; }
  export LANGSO_TEST_DB="postgres://langso@127.0.0.1:$port/postgres"
}

stop_postgres() {
  [ -n "${pg_home:-}" ] || return 0
  (cd / && "${pg_as[@]}" "$(pg_bin)/pg_ctl" -D "$pg_home/data" -m immediate stop >/dev/null 2>&1)
  rm -rf "$pg_home" "$pg_home.log"; pg_home=""
}
