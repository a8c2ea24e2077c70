#!/usr/bin/env bash
# Installs the Debian packages Cutroom needs, when they are missing and this user may install them.
#   tools/system_packages.sh run    what rendering needs (Skia's GL libraries)
#   tools/system_packages.sh test   also what the tests drive (a headless browser)
# Without the right to install, it says what to install and goes on: `cutroom doctor` repeats it.
set -u
wanted=()
PATH=$PATH:/usr/sbin:/sbin # ldconfig lives there
has_library() { ldconfig -p 2>/dev/null | grep -q "$1"; }
has_library libGL.so.1 || wanted+=(libgl1)
has_library libEGL.so.1 || wanted+=(libegl1)
if [ "${1:-run}" = test ]; then
    command -v chromium >/dev/null || command -v google-chrome >/dev/null || wanted+=(chromium)
fi
[ ${#wanted[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
    echo "Please install with your package manager: ${wanted[*]} (Debian names)" >&2
    exit 0
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then as_root=(sudo -n); else
        echo "Please run: sudo apt-get install ${wanted[*]}" >&2
        exit 0
    fi
fi
echo "Installing ${wanted[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq >/dev/null 2>&1
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null 2>&1 ||
    echo "Could not install ${wanted[*]}; please install them by hand." >&2
exit 0
