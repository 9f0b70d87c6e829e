#!/bin/bash
# Makes the faces in fonts/ and their licence texts again from Debian packages.
# The same package versions give the same bytes: fonts/README.md has the versions, fonts/SHA256SUMS the bytes.
#
# Usage: scripts/make-fonts.sh [DIR]     (DIR: where to put them; fonts/ unless told)

set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../fonts}

packages=(fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai texlive-lang-chinese fonttools unicode-data)
missing=()
for package in "${packages[@]}"; do
    [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == *' installed' ]] || missing+=("$package")
done
if ((${#missing[@]})); then
    echo "make-fonts: not installed: ${missing[*]}" >&2
    echo "make-fonts: apt-get install ${missing[*]}" >&2
    exit 1
fi

noto=/usr/share/fonts/opentype/noto
wenkai=/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf
fandol=/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf
docs=/usr/share/doc

mkdir -p "$out/LICENSES"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=0 PYTHONHASHSEED=0

for set in wide full; do
    /usr/bin/python3 "$here/charset.py" "$set" >"$work/$set.txt"
done

# The collections hold JP, KR, SC, TC, HK in this order.
sc_face=2

# subset STEM SET [OPTION...]: STEM is the collection's, NotoSerifCJK-Bold say.
# Simplified Chinese `locl` alone stays: without it —— breaks, and with the other languages' the file doubles.
subset() {
    local stem=$1 set=$2 file
    shift 2
    file=${stem/CJK-/CJKSC-}.otf
    /usr/bin/pyftsubset "$noto/$stem.ttc" --font-number=$sc_face --unicodes-file="$work/$set.txt" \
        --layout-features='*' --layout-scripts='hani.ZHS,hani.dflt,latn.dflt,DFLT.dflt' \
        --name-IDs='*' --name-languages='*' --notdef-outline --no-recalc-timestamp "$@" \
        --output-file="$work/$file"
    echo "made $file"
}

# Text faces keep their hints for proofs read on a screen; headline weights do without, a fifth smaller.
jobs=(
    "NotoSerifCJK-Regular wide"
    "NotoSerifCJK-Bold full --no-hinting"
    "NotoSerifCJK-Black full --no-hinting"
    "NotoSansCJK-Regular full"
    "NotoSansCJK-Bold full --no-hinting"
    "NotoSansCJK-Black full --no-hinting"
)
running=()
for job in "${jobs[@]}"; do
    # shellcheck disable=SC2086
    subset $job &
    running+=($!)
    if ((${#running[@]} >= $(nproc))); then
        wait "${running[0]}"
        running=("${running[@]:1}")
    fi
done
for job in "${running[@]}"; do wait "$job"; done

cp "$wenkai" "$fandol" "$work/"

# licence PACKAGE HEADING: the text of one licence from a package's copyright file.
licence() {
    awk -v heading="License: $2" '
        !/^ / { inside = ($0 == heading) ; next }
        inside { sub(/^ /, ""); if ($0 == ".") $0 = ""; print }
    ' "$docs/$1/copyright"
}
# notice FILE: the copyright notice in a font's name table.
notice() {
    /usr/bin/python3 -c 'import sys; from fontTools.ttLib import TTFont
print(TTFont(sys.argv[1], lazy=True)["name"].getDebugName(0).replace("\r\n", "\n"))' "$1"
}
{
    notice "$work/NotoSerifCJKSC-Regular.otf"
    echo "Noto is a trademark of Google Inc."
    echo "Cut down from the collections; no reserved font name is declared."
    echo
    licence fonts-noto-cjk SIL-1.1
} >"$work/Noto-CJK.OFL-1.1.txt"
{
    notice "$work/LXGWWenKai-Regular.ttf"
    echo 'With Reserved Font Names "霞鹜" and "LXGW". Unmodified here.'
    echo
    licence fonts-lxgw-wenkai OFL-1.1
} >"$work/LXGW-WenKai.OFL-1.1.txt"
{
    notice "$work/FandolFang-Regular.otf"
    echo "GNU General Public License, version 3, with the font exception at the end of this text. Unmodified here."
    echo
    zcat "$docs/texlive-doc/fonts/fandol/COPYING.gz"
} >"$work/FandolFang.GPL-3.0-font-exception.txt"

for file in "$work"/*.otf "$work"/*.ttf; do install -m 644 "$file" "$out/"; done
for file in "$work"/*.OFL-1.1.txt "$work"/*-font-exception.txt; do install -m 644 "$file" "$out/LICENSES/"; done
cd "$out" && sha256sum -- *.otf *.ttf >SHA256SUMS
