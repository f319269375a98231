#!/bin/sh
# Makes the virtual environment and installs what a lock file names, every download checked against
# its hash. uv is used because it is some three times quicker; where it fails, pip does the same.
set -eu
venv=$1
lock=$2
python=${PYTHON:-python3}

"$python" - <<'PY'
import sys
if sys.version_info < (3, 11):
    sys.exit("putright needs Python 3.11 or newer, and this is %s: install one and run "
             "`make PYTHON=/path/to/python3 ...`." % sys.version.split()[0])
PY
if [ ! -x "$venv/bin/python" ]; then
  "$python" -m venv "$venv" || {
    echo "Could not make $venv. On Debian or Ubuntu: apt-get install python3-venv" >&2
    exit 1
  }
fi
quiet="--quiet --disable-pip-version-check"
if [ ! -x "$venv/bin/uv" ]; then
  "$venv/bin/python" -m pip install $quiet --require-hashes -r requirements/installer.txt \
    || echo "uv could not be installed; going on with pip, which is slower." >&2
fi
"$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock" 2>/dev/null \
  || "$venv/bin/python" -m pip install $quiet --require-hashes -r "$lock"
"$venv/bin/python" -m pip install $quiet --no-index --no-deps --no-build-isolation --editable .
