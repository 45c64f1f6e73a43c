#!/usr/bin/env bash
# Pin what pyproject.toml asks for, with hashes, for every Python and platform that Khabar runs on.
set -euo pipefail
cd "$(dirname "$0")/.."
options=(--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links)
uv pip compile pyproject.toml "${options[@]}" -o requirements.lock "$@"
uv pip compile pyproject.toml --extra dev --constraint requirements.lock "${options[@]}" -o requirements-dev.lock "$@"
uv pip compile pyproject.toml --extra serve --constraint requirements-dev.lock "${options[@]}" -o requirements-serve.lock "$@"
