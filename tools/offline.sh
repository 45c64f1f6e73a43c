#!/usr/bin/env bash
# Gather in folder $1 the wheels of what Khabar runs on, install wheel $2 from there alone, and code an article with it.
# The package index is needed for the first step only; where the folder holds the wheels already, not at all.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD wheels=$PWD/$1 wheel=$2 python=${PYTHON:-.venv/bin/python}
mkdir -p "$wheels"
"$python" -m pip --disable-pip-version-check -qq download --find-links "$wheels" --only-binary :all: --no-deps --require-hashes -r requirements.lock -d "$wheels"
cp "$wheel" "$wheels"
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
"$python" -m venv "$fresh/venv"
bin=$fresh/venv/bin
bare=(env -i PATH=/usr/bin:/bin HOME="$fresh")  # no index, no settings, nothing of this folder
cd "$fresh"
"${bare[@]}" "$bin/python" -m pip --disable-pip-version-check -qq install --no-index --find-links "$wheels" khabar
printf 'قال وزير الخارجية الأردني سامر الحلواني إن بلاده ترفض التصعيد.\n' >"مقال.txt"
"${bare[@]}" LC_ALL=C "$bin/khabar" code "مقال.txt" --published 2024-05-06 --format json >out.json
"${bare[@]}" "$bin/khabar" lexicon check >/dev/null
"$bin/python" - <<'END'
import json
from pathlib import Path

record = json.loads(Path("out.json").read_text("utf-8"))
said = [s["content"]["text"] for s in record["statements"]]
assert said == ["بلاده ترفض التصعيد"], said
END
cd "$here"
echo "installed from $1 without a network, and it codes"
