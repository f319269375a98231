#!/usr/bin/env bash
# Makes the lock files anew. They carry hashes and name no download host.
set -eu
cd "$(dirname "$0")/../requirements"
for name in installer run dev; do
  "${UV:-uv}" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --no-annotate "$@" "$name.in" --output-file "$name.txt"
done
