#!/bin/bash
# Makes profiles/newsprint-tr002.icc.zz again: the newsprint profile that output intents embed,
# as a zlib stream, so that a PDF takes its bytes as they are.
# The same package versions give the same bytes: profiles/README.md has the versions.
#
# Usage: scripts/make-profile.sh [DIR]     (DIR: where to put it; profiles/ unless told)

set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../profiles}
name=newsprint-tr002

missing=()
for package in argyll icc-profiles-free; do
    [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == *' installed' ]] || missing+=("$package")
done
if ((${#missing[@]})); then
    echo "make-profile: not installed: ${missing[*]}" >&2
    echo "make-profile: apt-get install ${missing[*]}" >&2
    exit 1
fi

icc=/usr/share/color/icc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$icc/TR002.ti3" "$work/"

# The tables' interpolation goes 2 % above the limit asked for (-l): 234 keeps all ink within 240.
# The terms of the data let profiles made from them be distributed if the Technical Report is
# named as the source: the description and the copyright tag do. -nc leaves the data themselves out.
(cd "$work" && colprof -v -qm -bm -cmt -dpp -S "$icc/sRGB.icc" -l234 -kr -nc \
    -A "ANSI CGATS and SNAP Committee" \
    -M "CGATS TR 002 (SNAP newsprint)" \
    -D "Newsprint, coldset, CGATS TR 002 (SNAP), ink limit 240 %" \
    -C "Made from the characterisation data of ANSI CGATS/SNAP TR 002-2007, Copyright 2007 NPES; profiles from these data may be distributed with no further permission." \
    -O "$name.icc" TR002 >"$work/log")
tail -1 "$work/log"

# Bytes 24 to 35 of the header are the hour of the run; the report's year stands there instead.
# A profile of version 2 has no ID, so nothing else changes with it.
/usr/bin/python3 - "$work/$name.icc" "$work/$name.icc.zz" <<'PY'
import struct, sys, zlib
path, packed = sys.argv[1:]
icc = bytearray(open(path, "rb").read())
assert len(icc) == int.from_bytes(icc[:4], "big") and icc[36:40] == b"acsp"
assert icc[8] == 2 and icc[12:20] == b"prtrCMYK"
icc[24:36] = struct.pack(">6H", 2007, 1, 1, 0, 0, 0)
open(path, "wb").write(icc)
open(packed, "wb").write(zlib.compress(bytes(icc), 9))
PY

# The most ink that a colour is given, over a grid in the perceptual and colorimetric tables.
for intent in p r; do
    for l in $(seq 0 5 100); do for a in $(seq -80 10 80); do for b in $(seq -80 10 80); do
        echo "$l $a $b"
    done; done; done | xicclu -v0 -fb -i$intent -pl "$work/$name.icc" |
        awk -v intent=$intent '{ ink = ($1 + $2 + $3 + $4) * 100; if (ink > most) most = ink }
            END { printf "most ink, intent %s: %.1f %%\n", intent, most; exit most > 240 }'
done

mkdir -p "$out"
install -m 644 "$work/$name.icc.zz" "$out/"
cd "$out" && sha256sum -- "$name.icc.zz" >SHA256SUMS
cat SHA256SUMS
