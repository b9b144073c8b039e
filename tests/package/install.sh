#!/bin/sh
# Installs a build into an empty tree and moves it, as packagers do: what is installed must not
# remember where it once stood.
#
#     install.sh CMAKE BUILD CONFIG PREFIX
set -u
rm -rf "$4" "$4.first" || exit 1
"$1" --install "$2" --config "$3" --prefix "$4.first" >/dev/null && mv "$4.first" "$4"
