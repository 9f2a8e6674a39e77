// What a program of the course advises is done here, in the situation that it is given in: it must
// show what it promises, and help. Each situation is made in a network of its own.

#include <string>

#include "own_network.hpp"
#include "print.hpp"
#include "server.hpp"

using namespace tests;

namespace {

// What the situations are made of. `advised` starts lesson 01's server at a port, and gives what it
// says in one line and the command of its first advice.
const std::string helpers = R"(
import os, re, socket, subprocess, sys
lesson_01, lesson_04, lesson_05 = sys.argv[1:4]

def in_one_line(text):
    return re.sub(r'\n +', ' ', text)

def shell(command):
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    return done.stdout + done.stderr

def says(program, *words):
    return in_one_line(shell(' '.join([program, *map(str, words)])))

def starts(*flags):
    server = subprocess.Popen([lesson_01, *map(str, flags)], stdout=subprocess.PIPE, text=True)
    line = server.stdout.readline()
    server.terminate()
    server.wait()
    return line.startswith('Listening on')

def command_in(text):
    found = re.search(r': (?:sudo )?(ss -\w+ \'sport = :\d+\'|ip link set lo up)', text)
    return found.group(1) if found else 'echo no command: ' + repr(text)

def listener(address='127.0.0.1', port=0, family=socket.AF_INET, only_v6=None):
    one = socket.socket(family)
    if only_v6 is not None:
        one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, only_v6)
    one.bind((address, port))
    one.listen()
    return one

def client_of(server):
    return socket.create_connection(server.getsockname()[:2])

mine = 'pid=%d,' % os.getpid()
me = 'process %d,' % os.getpid()
)";

// Plays a situation in a network of its own; what is wrong comes out as lines.
void play(const std::string& situation, const std::string& settings = "true",
          const std::string& before = "") {
    if (lacks("python3") || lacks("ss")) return;
    const std::string inside = in_a_network_of_its_own(settings);
    if (inside.empty()) return;
    const Finished played =
        finish({{"sh", "-c", inside + " " + before + " python3 -c \"$SCRIPT\" \"$0\" \"$1\" \"$2\"",
                 lesson_program("01"), lesson_program("04"), lesson_program()},
                {{"SCRIPT", helpers + situation}}});
    CHECK_MESSAGE(played.status == 0, played.output);
    CHECK_MESSAGE(played.output.empty(), played.output);
}

}  // namespace

TEST_CASE("a listener is named, the command shows it, and its end frees the port") {
    play(R"(
first = listener()
port = first.getsockname()[1]
told = says(lesson_01, '--port', port)
if me not in told: print('not named:', told)
if mine not in shell(command_in(told)): print('not shown:', command_in(told))
who = says(lesson_05, 'who', port)
if 'kill %d' % os.getpid() not in who: print('no way to end it:', who)
first.close()
if not starts('--port', port): print('still taken')
)");
}

TEST_CASE("a client's end is shown by the command, and its close frees the port") {
    play(R"(
server = listener()
client = client_of(server)
port = client.getsockname()[1]
told = says(lesson_01, '--port', port)
if 'Held by:  perhaps' not in told or me not in told: print('not named:', told)
if 'Another program listens' in told: print('said to listen:', told)
if mine not in shell(command_in(told)): print('not shown:', command_in(told))
client.close()
peer, _ = server.accept()
peer.close()  # second: its client remembers the connection
told = says(lesson_01, '--port', port)
if 'TIME_WAIT' not in told or '60 seconds' not in told: print('not told:', told)
if 'TIME-WAIT' not in shell(command_in(told)): print('not shown:', command_in(told))
)");
}

TEST_CASE("a listener at [::] that takes IPv6 alone is never accused") {
    play(R"(
server = listener()
client = client_of(server)
port = client.getsockname()[1]
bystander = listener('::', port, socket.AF_INET6, 1)
for told in says(lesson_01, '--port', port), says(lesson_05, 'who', port):
    if 'perhaps' not in told.lower(): print('as if known:', told)
    if 'kill' in told or 'End it' in told or 'To end' in told: print('ends it:', told)
told = says(lesson_01, '--port', port)
client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
client.close()
if not starts('--port', port): print('still taken')
who = says(lesson_05, 'who', port)
if 'It is not in the way' not in who or ' is free.' not in who: print('in the way?', who)
if 'kill' in who: print('ends it:', who)
)");
}

TEST_CASE("a listener at [::] that takes IPv4 too is the one, and the command shows that it does") {
    play(R"(
both = listener('::', 0, socket.AF_INET6, 0)
port = both.getsockname()[1]
told = says(lesson_01, '--port', port)
if 'perhaps' in told or me not in told: print('not named:', told)
if 'kill %d' % os.getpid() not in says(lesson_05, 'who', port): print('no way to end it')
if '*:%d' % port not in shell(command_in(told)): print('not shown:', command_in(told))
both.close()
alone = listener('::', port, socket.AF_INET6, 1)
if '[::]:%d' % port not in shell(command_in(told)): print('not told apart')
)");
}

TEST_CASE("a socket that is only bound is in no table, and no command is advised") {
    play(R"(
bound = socket.socket()
bound.bind(('127.0.0.1', 0))
port = bound.getsockname()[1]
for told in says(lesson_01, '--port', port), says(lesson_05, 'who', port):
    if 'in no table' not in told or 'ss -' in told: print('shows nothing:', told)
bound.close()
if not starts('--port', port): print('still taken')
)");
}

TEST_CASE("another user's listener is shown by the command, with the rights that it is given") {
    if (::geteuid() != 0) {
        left_out("only root can become another user");
        return;
    }
    play(R"(
door = listener()
port = door.getsockname()[1]
as_nobody = 'setpriv --reuid 65534 --regid 65534 --clear-groups '
told = in_one_line(shell(as_nobody + lesson_01 + ' --port %d' % port))
if 'Held by' in told:  # nobody can read this build folder
    if "sudo ss -ltnp 'sport" not in told: print('without rights:', told)
    if mine in shell(as_nobody + command_in(told)): print('no rights needed')
    if mine not in shell(command_in(told)): print('not shown:', command_in(told))
)");
}

TEST_CASE("the other port that is advised is free, whichever is taken") {
    play(R"(
taken = [listener('127.0.0.1', port) for port in (50007, 50008)]
told = says(lesson_01, '--port', 50007)
other = re.search(r'--port ([1-9]\d*)', told).group(1)
if not starts('--port', other): print('taken as well:', told)
if not starts('--port', 0): print('not even 0')
)");
}

TEST_CASE("a limit on ports that was raised is named, and the ports that are advised work") {
    play(R"(
told = says(lesson_01, '--port', 2000)
if 'Hyper-V' in told or 'Ports below 51000 need CAP_NET_BIND_SERVICE' not in told:
    print('not named:', told)
for port in re.findall(r'--port (\d+)', told.split('Next:')[1]):
    if not starts('--port', port): print('refused too:', port, told)
)",
         "echo 60000 60999 > /proc/sys/net/ipv4/ip_local_port_range && "
         "echo 51000 > /proc/sys/net/ipv4/ip_unprivileged_port_start",
         "setpriv --inh-caps=-net_bind_service --bounding-set=-net_bind_service");
}

TEST_CASE("a loopback that is down is named, and the command sets it going") {
    play(R"(
knock = lambda: says(lesson_04, 'knock 127.0.0.1')
told = knock()
if 'loopback interface is down' not in told: print('not named:', told)
if '127.0.0.1 first' in told: print('no help:', told)
shell(command_in(told))
if 'refused' not in knock(): print('still down:', knock())
)",
         "true", "unshare -n");
}

TEST_CASE("a door that was not opened is opened by what is advised") {
    play(R"(
told = says(lesson_04, 'open 0.0.0.0 --port 0')
flag = re.search(r'say so: (--\S+)', told)
if not flag: print('no flag:', told)
door = subprocess.Popen([lesson_04, 'open', '0.0.0.0', '--port', '0', flag.group(1)],
                        stdout=subprocess.PIPE, text=True)
if not door.stdout.readline().startswith('Listening on 0.0.0.0:'): print('not opened:', told)
door.terminate()
door.wait()
)");
}

TEST_CASE("audit tells a door that is tied to one interface as such, as ss does") {
    play(R"(
def tied_to(name, address, family):
    tied = socket.socket(family)
    tied.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, name)
    tied.bind((address, 0))
    tied.listen()
    return tied, tied.getsockname()[1]
v4, port = tied_to(b'lo', '0.0.0.0', socket.AF_INET)
v6, port_6 = tied_to(b'lo', '::', socket.AF_INET6)
free = listener('0.0.0.0')
told = shell(lesson_04 + ' audit')
for row in ('this machine  tcp 0.0.0.0%lo:{}'.format(port), 'this machine  tcp [::]%lo:{}'.format(port_6),
            'anyone        tcp 0.0.0.0:{}'.format(free.getsockname()[1])):
    if row + ' ' not in told: print('not told:', row, 'in', told)
if 'Others may knock at 1 of 3' not in told: print('counted wrongly:', told)
if '0.0.0.0%lo:{}'.format(port) not in shell('ss -ltn'): print('ss tells it in another way')
)");
}
