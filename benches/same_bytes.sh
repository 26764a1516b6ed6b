#!/usr/bin/env bash
# Allocates the README's round and so many drawn ones with two builds, and compares every file that they write. The
# summary has wall times; its hash without them stands in the certificate, which is compared.
set -euo pipefail
one=$1 other=$2 rounds=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

same() {
  rm -rf "$folder/one" "$folder/other"
  "$one" allocate "$1" -q -o "$folder/one" 2>/dev/null
  "$other" allocate "$1" -q -o "$folder/other" 2>/dev/null
  diff -rq --exclude=summary.json "$folder/one" "$folder/other" || { echo "other bytes: $2"; exit 1; }
}

for seed in $(seq 1 "$rounds"); do
  "$one" generate models/utrecht-2025 --month 2025-03 --dwellings $((10 + seed)) --applicants $((40 + 3 * seed)) \
    --seed "$seed" -q -o "$folder/round-$seed"
  same "$folder/round-$seed" "seed $seed"
done
same models/utrecht-2025/rounds/2025-03 "the round of the README"
echo "the same bytes: the round of the README and $rounds drawn ones"
