#!/bin/sh
# Puts markdown-it and its plugins into a folder for the differential test:
#   tests/differential/setup.sh FOLDER
# and then SEOGA_MARKDOWN_IT=FOLDER meson test -C build --suite differential
set -eu
folder=${1:?usage: setup.sh FOLDER}
mkdir -p "$folder"
cp "$(dirname "$0")/package.json" "$folder/package.json"
cd "$folder"
npm install --no-package-lock --no-audit --no-fund --ignore-scripts
