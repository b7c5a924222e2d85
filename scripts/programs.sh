# Finds the programs that the tests need, and installs missing ones from Debian packages.
# scripts/with-services sources this file. $scratch is a folder for logs.

# need WHAT PACKAGE... sets $found to the output of find_WHAT. If that fails, it installs the packages and tries again.
need() {
  local what=$1 package
  shift
  if found=$("find_$what"); then return; fi
  for package in "$@"; do install_package "$package" || break; done
  found=$("find_$what")
}

# Each find_ function prints the path of a program, and fails if there is none that is new enough.

find_postgres() { # prints the folder, which also contains initdb and pg_isready
  local bin major
  for bin in "$(dirname "$(command -v postgres || echo /none/)")" /usr/lib/postgresql/*/bin; do
    major=$("$bin/postgres" --version 2>/dev/null | sed -E 's/[^0-9]*([0-9]+).*/\1/')
    if ((${major:-0} >= 15)) && [[ -x $bin/initdb && -x $bin/pg_isready ]]; then
      echo "$bin"
      return
    fi
  done
  return 1
}

find_redis() {
  local major
  major=$(redis-server --version 2>/dev/null | sed -E 's/.*v=([0-9]+).*/\1/')
  ((${major:-0} >= 7)) && command -v redis-server
}

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

find_compiler() { echo '#include <stdlib.h>' | gcc -E - >/dev/null 2>&1 && command -v gcc; }

# install_package installs a Debian package without starting its service. It needs root or sudo without a password, and
# otherwise fails immediately.
install_package() {
  local root=() policy=/usr/sbin/policy-rc.d ours= status=0
  command -v apt-get >/dev/null || return 1
  if ((EUID != 0)); then
    sudo -n true 2>/dev/null || return 1
    root=(sudo -n)
  fi
  local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  echo "installing $1" >&2
  if [[ ! -e $scratch/apt-update.log ]]; then "${apt[@]}" update >"$scratch/apt-update.log" 2>&1 || true; fi
  if [[ ! -e $policy ]]; then
    ours=1
    printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null
    "${root[@]}" chmod 755 "$policy"
  fi
  "${apt[@]}" install -y --no-install-recommends "$1" >"$scratch/apt-install.log" 2>&1 || status=$?
  if [[ -n $ours ]]; then "${root[@]}" rm -f "$policy"; fi
  if ((status)); then tail -n 5 "$scratch/apt-install.log" >&2; fi
  return "$status"
}
