#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "loopback/listeners.hpp"
#include "loopback/port.hpp"

// What lesson programs need from the operating system beside sockets. platform.cpp is the one
// file of the lessons that differs between systems.

namespace lesson::platform {

/// Calls `handler` whenever Ctrl-C is pressed (POSIX: also on SIGTERM; Windows: also Ctrl-Break).
/// If it returns true, the program ends at once. POSIX: it runs in a signal handler.
void watch_ctrl_c(bool (*handler)());

/// Makes the console show UTF-8 (Windows; elsewhere it does anyway).
void prepare_console();

/// Reads standard input: waits until something is there, and returns how many bytes came; 0 at
/// its end. On a terminal it gives a line at a time.
std::size_t read_input(char* room, std::size_t size);

/// Whether standard input is a terminal (Windows: a console).
[[nodiscard]] bool input_is_terminal();

/// Has the terminal hand over a line at `key` too (termios(3), VEOL); does nothing on Windows,
/// or where there is no terminal.
void set_escape_key(char key);
void restore_escape_key();

/// The name that this machine's list of services has for a TCP port; empty if it has none.
/// POSIX: getservbyport(3), /etc/services; Windows: its own file of that name.
std::string service_name(loopback::Port port);

/// Which ports on 127.0.0.1 this system gives to privileged programs only.
struct Privilege {
    int first_free = 0;     ///< every port from here on is anyone's; 0: all of them are
    bool has_it = false;    ///< whether this program has the privilege
    std::string name = "";  ///< what it is called here
};

/// Looks at this machine's settings and at this program's rights, and assumes nothing.
/// Linux: net.ipv4.ip_unprivileged_port_start and CAP_NET_BIND_SERVICE (ip(7), capabilities(7));
/// macOS: 1024 and root; Windows asks for no privilege.
Privilege port_privilege();

/// One end of a connection on this machine: where it is and who has it, as of a listener.
struct Connection {
    loopback::Listener end;
    bool over = false;  ///< both sides have finished, and the kernel only remembers it (TIME_WAIT)
};

/// The connections whose end here has this port, in whatever state they are (proc_pid_net(5)).
/// Linux; elsewhere none are told. A socket that is bound and no more is in no table.
std::vector<Connection> connections_at(loopback::Port port);

/// The interfaces that the sockets at this door are tied to (SO_BINDTODEVICE), by name; an empty
/// name for one that is tied to none. Nothing at all where the system cannot be asked, or does not
/// know the door any more. Linux: sock_diag(7), since /proc does not tell it.
std::vector<std::string> interfaces_of(const loopback::Listener& door);

/// Whether a listener at `::` takes IPv4 as well (IPV6_V6ONLY is off); nothing where the system
/// cannot be asked. Linux: sock_diag(7), since /proc does not tell it.
std::optional<bool> takes_ipv4(const loopback::Listener& door);

/// The command that lists every TCP socket with this port here, whatever its state:
/// `ss -tanp 'sport = :62893'`, where `ss -ltnp` lists listeners alone.
std::string who_has_command(loopback::Port port);

/// What goes before a command that has to see the processes of others: `sudo `; nothing if
/// `needed` is false, or on Windows.
std::string with_more_rights(bool needed);

/// The command that sets this machine's loopback going: `ip link set lo up`; empty on Windows.
std::string loopback_up_command();

/// The command that asks a process to end, and leaves it the time to put its things in order.
std::string polite_end_command(std::uint32_t process);

}  // namespace lesson::platform
