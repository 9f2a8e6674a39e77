#!/bin/sh
# A second host for real, on this machine: two network namespaces with a cable between them (a veth
# pair). Doors are opened on the first host, and both hosts knock.
#
#     sh lessons/04-bind-and-exposure/second-host.sh
#
# It takes Linux, and root or a kernel that lets everyone have user namespaces. Your own network is
# not touched, and nothing is left behind: a namespace ends with the last process in it, and all
# processes end with this one, whatever happens to it (unshare --kill-child).
#
# Exit status: 0 done, 1 something failed, 77 there can be no second host here.

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
first=10.62.89.1 first_v6=fd62::1
second=10.62.89.2 second_v6=fd62::2

skip() {
    echo "SKIPPED: $1"
    exit 77
}

if [ "$1" != inside ]; then
    for tool in unshare nsenter ip; do
        command -v "$tool" > /dev/null || skip "$tool is not installed here (util-linux, iproute2)"
    done
    LESSON=${LESSON:-${LOOPBACK_BUILD:-$root/.build}/bin/lesson-04}
    export LESSON
    unset LOOPBACK_PORT # both hosts have all ports to themselves
    if [ ! -x "$LESSON" ]; then
        echo "The program is not built yet. Next: ./sandbox run 4 --help"
        exit 1
    fi
    spaces="--net --pid --fork --kill-child"
    [ "$(id -u)" = 0 ] || spaces="--user --map-root-user $spaces"
    # shellcheck disable=SC2086 # several words
    unshare $spaces true 2> /dev/null || skip "this system allows no network namespaces"
    # shellcheck disable=SC2086
    exec unshare $spaces sh "$0" inside first
fi

# The first host is process 1 of the new PID namespace. It waits for the second one, which does all.
if [ "$2" = first ]; then
    trap 'exit 130' INT TERM
    ip link set lo up || skip "no loopback interface can be set up"
    exec 9< /proc/self/ns/net # the way back to this host
    unshare --net sh "$0" inside second
    exit $?
fi

on_first() { nsenter --net=/proc/self/fd/9 "$@"; }

ip link set lo up &&
    ip link add cable type veth peer name cable netns 1 &&
    ip address add "$second/24" dev cable &&
    on_first ip address add "$first/24" dev cable || skip "no veth pair can be made here"
ip -6 address add "$second_v6/64" dev cable nodad &&
    on_first ip -6 address add "$first_v6/64" dev cable nodad || skip "no IPv6 here"
ip link set cable up && on_first ip link set cable up || exit 1

# What comes of a knock, in a word.
knock() {
    case $("$@" "$LESSON" knock "$address" 2>&1) in
        *" is open"*) echo open ;;
        *refused*) echo refused ;;
        *"timed out"*) echo silent ;;
        *) echo no ;;
    esac
}

# Opens a door on the first host, does `then` while it is open, and closes it.
with_door() {
    then=$1
    shift
    sh -c 'echo $$ && exec nsenter --net=/proc/self/fd/9 "$LESSON" open "$@"' door "$@" 2>&1 | {
        read -r door && read -r listening
        case $listening in
            Listening*) $then ;;
            *) echo "$listening" ;;
        esac
        kill "$door"
    }
}

knock_from_both() {
    printf '%-12s' "$name"
    for address in 127.0.0.1 "$first" "$first_v6"; do printf '%-11s' "$(knock on_first)"; done
    for address in 127.0.0.1 "$first" "$first_v6"; do printf '%-11s' "$(knock env)"; done
    echo
}

echo "Two hosts with a cable between them: $first and $second."
echo
echo "door on     the first host knocks at         the second host knocks at"
echo "the first   127.0.0.1  $first $first_v6    127.0.0.1  $first $first_v6"
for name in 127.0.0.1 ::1 "$first" 0.0.0.0 :: ::+IPv4; do
    case $name in
        127.0.0.1 | ::1) with_door knock_from_both "$name" ;;
        ::+IPv4) with_door knock_from_both :: --dual-stack --expose ;;
        *) with_door knock_from_both "$name" --expose ;;
    esac
done | sed 's/ *$//'

# The second host gives its own 127.0.0.1 away, sends packets for that address to the first, and would
# take the answers.
echo
echo "By force: the second host sends what is for 127.0.0.1 to the first."
allows_loopback_on_the_cable() { echo 1 > /proc/sys/net/ipv4/conf/cable/route_localnet; }
ip address del 127.0.0.1/8 dev lo && ip route add 127.0.0.1 via "$first" src "$second" || exit 1
address=127.0.0.1
say_knock() { printf '%-34s%s\n' "$name" "$(knock env)"; }
if (allows_loopback_on_the_cable) 2> /dev/null; then
    name="The first host is as usual:" && with_door say_knock 127.0.0.1
    on_first sh -c 'echo 1 > /proc/sys/net/ipv4/conf/cable/route_localnet' || exit 1
    name="Its route_localnet is set:" && with_door say_knock 127.0.0.1
else
    echo "Not shown: the kernel's settings cannot be written here."
fi
