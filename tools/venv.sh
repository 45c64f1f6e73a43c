#!/usr/bin/env bash
# Make the virtual environment $1 with the first Python >= 3.11 that is found.
set -euo pipefail
target=$1
for name in python3 python3.13 python3.12 python3.11; do
  if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    [ -x "$target/bin/python" ] || "$name" -m venv "$target"
    exit 0
  fi
done
echo "Khabar needs Python 3.11 or newer; found $(python3 --version 2>&1 || echo none). Install one and run this again." >&2
exit 1
