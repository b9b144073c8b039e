#!/bin/bash
# The module for Python: routecost.py.
. "$(dirname "$0")/../system.sh"
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE
library

need "${CC:-cc}"
need_python ctypes
"$python" "$here/test_module.py" "${CC:-cc}" "$here/../../../include" "$program" ||
    fail "the module is not what it should be"
