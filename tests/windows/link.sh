#!/bin/sh
# MinGW's GCC starts this in place of its linker (gcc -wrapper): LLD, since it knows no -fuse-ld.
case $1 in
    */collect2)
        shift
        exec ld.lld "$@"
        ;;
esac
exec "$@"
