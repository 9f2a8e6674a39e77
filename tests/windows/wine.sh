#!/bin/sh
# Wine's own folder and its server, for the time of the tests.
#
#     wine.sh start|stop FOLDER WINE WINESERVER
set -u
export WINEPREFIX="$2" WINEDEBUG=-all
if [ "$1" = stop ]; then
    "$4" -k || true # it may be gone already
    exit 0
fi
mkdir -p "$WINEPREFIX" || exit 1
# The server goes by itself a minute after the last program, if nobody stops it, and it holds none of
# our pipes: CTest would wait for it.
"$4" -p60 </dev/null >/dev/null 2>&1
# Making the folder registers what no test needs; without that it takes a third of the time.
WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe,explorer.exe,ieframe,jscript,vbscript,wmp,msxml3,dxdiagn,quartz=" \
    "$3" wineboot -i </dev/null >/dev/null 2>&1
