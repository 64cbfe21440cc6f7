#!/bin/sh
# Starts a part of Bay Street. The systemd units and the container start each part with this script.
#
#   start.sh web [--host ADDRESS] [--port NUMBER] [--workers NUMBER]   the server
#   start.sh worker                                                    background tasks
#   start.sh release                                                   what a new release needs before it is started
#   start.sh healthcheck                                               whether the server of this container is ready
#   start.sh COMMAND …                                                 a command of manage.py
set -eu
cd -P "$(dirname "$0")/.."  # the folder of the release, also after `current` leads to another one

# The group may read, so that the web server can send images. Nobody else may.
umask 027
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-cms.settings.production}"
if [ -z "${ENVIRONMENT_FILE+set}" ] && [ -e /etc/bay-street/environment ]; then
    export ENVIRONMENT_FILE=/etc/bay-street/environment
fi
python=.venv/bin/python
[ -x "$python" ] || python=python3

case "${1:-}" in
web)
    shift
    exec "$python" -m cms.delivery.server "$@"
    ;;
release)
    "$python" manage.py migrate --no-input --verbosity 1
    "$python" manage.py collectstatic --no-input --verbosity 0
    exec "$python" manage.py check --deploy --database default --fail-level WARNING
    ;;
healthcheck)
    exec "$python" deploy/healthcheck.py
    ;;
"")
    echo "Usage: start.sh web | worker | release | COMMAND …" >&2
    exit 2
    ;;
*)
    exec "$python" manage.py "$@"
    ;;
esac
