# Begins the test of a system that people already run. NAME/run.sh reads this file first and is run as
#
#     run.sh PROGRAM ORACLE CMAKE BUILD
#
# It performs the blocks of its page, NAME/README.md, in $tmp/work, with routecost in the PATH. It
# installs nothing: what a system needs is installed by .ci/run, and where that lacks the test is
# skipped. A run.sh that starts something defines `stop`, which ends it; it is called however the
# test ends.
set -u
LC_ALL=C.UTF-8
export LC_ALL
program=$(realpath "$1") oracle=$(realpath "$2") cmake=$3 build=$4
here=$(cd "$(dirname "$0")" && pwd)
page=$here/README.md
data=$here/../../../data
. "$here/../common.sh"

# A Python that has the packages of requirements.txt; they are seldom those of the system.
python=${ROUTECOST_SYSTEMS_PYTHON:-python3}

tmp=$(mktemp -d) || exit 1
tmp=$(realpath "$tmp")
stop() { :; }
leave() {
    stop >/dev/null 2>&1
    rm -rf "$tmp"
}
trap leave EXIT
trap 'echo "ended by a signal, perhaps for its time"; exit 1' INT TERM HUP
# Copied, so that a system that runs as another user can run it.
chmod 755 "$tmp" && mkdir "$tmp/bin" "$tmp/work" && cp "$program" "$tmp/bin/routecost" &&
    cd "$tmp/work" || exit 1
PATH=$tmp/bin:$PATH

# need_python MODULE...: a Python that has them.
need_python() {
    command -v "$python" >/dev/null || skip "no $python"
    local module
    for module in "$@"; do
        "$python" -c "import $module" 2>/dev/null ||
            skip "$python has no $module (pip install -r tests/recipes/requirements.txt)"
    done
}

# library: builds the shared library, and tells Python where it and the module over it are.
library() {
    "$cmake" --build "$build" --target routecost_shared >"$tmp/library.log" 2>&1 ||
        { cat "$tmp/library.log"; fail "no shared library"; }
    ROUTECOST_LIBRARY=$(realpath "$build/tests/recipes/libroutecost.so")
    PYTHONPATH=$(realpath "$here/../python")
    export ROUTECOST_LIBRARY PYTHONPATH
}

# free_port: a port of the loopback that nobody listens on.
free_port() {
    "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
