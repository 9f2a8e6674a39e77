#include "common/platform.hpp"

#include <atomic>
#include <optional>

#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#if !defined(NOMINMAX)  // MinGW's own headers define it
#define NOMINMAX
#endif
#include <windows.h>
#else
#include <arpa/inet.h>
#include <netdb.h>
#include <termios.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>
#include <fstream>
#endif
#if defined(__linux__)
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <algorithm>
#include <array>
#include <cstring>
#endif

namespace lesson::platform {
namespace {

using Handler = bool (*)();
std::atomic<Handler> on_ctrl_c{nullptr};

}  // namespace

#if defined(_WIN32)

namespace {

// Windows runs this in a thread of its own (SetConsoleCtrlHandler).
BOOL WINAPI console_event(DWORD event) {
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) return FALSE;
    const bool end_at_once = on_ctrl_c.load()();
    return end_at_once ? FALSE : TRUE;  // FALSE: the default handler ends the program
}

}  // namespace

void watch_ctrl_c(Handler handler) {
    if (on_ctrl_c.exchange(handler) == nullptr) ::SetConsoleCtrlHandler(console_event, TRUE);
}

void prepare_console() { ::SetConsoleOutputCP(CP_UTF8); }

// By the system's handle: a thread that waits in std::cin would hold a lock that exit() needs.
std::size_t read_input(char* room, std::size_t size) {
    DWORD count = 0;
    const HANDLE input = ::GetStdHandle(STD_INPUT_HANDLE);
    if (::ReadFile(input, room, static_cast<DWORD>(size), &count, nullptr) == 0) return 0;
    const bool is_ctrl_z = count != 0 && room[0] == '\x1a' && input_is_terminal();
    return is_ctrl_z ? 0 : count;
}

bool input_is_terminal() {
    DWORD mode = 0;
    return ::GetConsoleMode(::GetStdHandle(STD_INPUT_HANDLE), &mode) != 0;
}

void set_escape_key(char) {}
void restore_escape_key() {}

Privilege port_privilege() { return {}; }

std::string polite_end_command(std::uint32_t process) {
    return "taskkill /PID " + std::to_string(process);
}

std::vector<Connection> connections_at(loopback::Port) { return {}; }
std::vector<std::string> interfaces_of(const loopback::Listener&) { return {}; }
std::optional<bool> takes_ipv4(const loopback::Listener&) { return std::nullopt; }
std::string who_has_command(loopback::Port port) { return loopback::who_listens_command(port); }
std::string with_more_rights(bool) { return ""; }
std::string loopback_up_command() { return ""; }

#else

namespace {

// Only what is safe in a signal handler may be done here (signal-safety(7)).
extern "C" void signal_came(int signal) {
    const int saved = errno;
    if (on_ctrl_c.load()()) ::_exit(128 + signal);
    errno = saved;
}

}  // namespace

void watch_ctrl_c(Handler handler) {
    if (on_ctrl_c.exchange(handler) != nullptr) return;
    struct sigaction action {};
    action.sa_handler = signal_came;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

void prepare_console() {}

std::size_t read_input(char* room, std::size_t size) {
    for (;;) {
        const ssize_t count = ::read(STDIN_FILENO, room, size);
        if (count < 0 && errno == EINTR) continue;
        return count > 0 ? static_cast<std::size_t>(count) : 0;
    }
}

bool input_is_terminal() { return ::isatty(STDIN_FILENO) != 0; }

std::string polite_end_command(std::uint32_t process) { return "kill " + std::to_string(process); }

namespace {

std::optional<cc_t> escape_key_before;

void change_escape_key(cc_t key) {
    termios mode{};
    if (::tcgetattr(STDIN_FILENO, &mode) != 0) return;
    if (!escape_key_before) escape_key_before = mode.c_cc[VEOL];
    mode.c_cc[VEOL] = key;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &mode);
}

}  // namespace

void set_escape_key(char key) { change_escape_key(static_cast<cc_t>(key)); }

void restore_escape_key() {
    if (escape_key_before) change_escape_key(*escape_key_before);
}

std::string with_more_rights(bool needed) { return needed && ::geteuid() != 0 ? "sudo " : ""; }

#if defined(__linux__) && !defined(LOOPBACK_TEST_PORTABLE_WAIT)

std::vector<Connection> connections_at(loopback::Port port) {
    namespace native = loopback::detail::native;
    std::vector<Connection> found;
    for (const int state : {TCP_ESTABLISHED, TCP_SYN_SENT, TCP_FIN_WAIT1, TCP_FIN_WAIT2,
                            TCP_TIME_WAIT, TCP_CLOSE_WAIT, TCP_LAST_ACK, TCP_CLOSING}) {
        std::vector<loopback::detail::OpenPort> ends;
        for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
            native::read_table(table, static_cast<std::uint64_t>(state), ends);
        }
        std::erase_if(ends, [&](const auto& one) { return one.endpoint.port != port; });
        std::vector<loopback::Listener> owners;
        loopback::detail::add_listeners(std::move(ends), loopback::Protocol::tcp, owners);
        for (loopback::Listener& one : owners) {
            // What is over has no owner. One that is closed and not yet gone has none either.
            const bool over = state == TCP_TIME_WAIT;
            found.push_back({std::move(one), over});
        }
    }
    return found;
}

#else

std::vector<Connection> connections_at(loopback::Port) { return {}; }

#endif

#if defined(__linux__)

namespace {

// The endpoint in what the kernel tells of a socket: the address as it travels, as is the port.
loopback::Endpoint endpoint_of(const inet_diag_msg& told) {
    const loopback::Port port{ntohs(told.id.idiag_sport)};
    loopback::IpAddress::V6Bytes bytes{};
    std::memcpy(bytes, told.id.idiag_src, sizeof bytes);
    if (told.idiag_family == AF_INET6) return {loopback::IpAddress::v6(bytes), port};
    return {loopback::IpAddress::v4(bytes[0], bytes[1], bytes[2], bytes[3]), port};
}

struct Netlink {
    int handle = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    ~Netlink() {
        if (handle != -1) ::close(handle);
    }

    bool ask(int family, int protocol, int state) const {
        struct {
            nlmsghdr head{};
            inet_diag_req_v2 body{};
        } request;
        request.head.nlmsg_len = sizeof request;
        request.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
        request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
        request.body.sdiag_family = static_cast<std::uint8_t>(family);
        request.body.sdiag_protocol = static_cast<std::uint8_t>(protocol);
        request.body.idiag_states = 1U << state;
        return ::send(handle, &request, sizeof request, 0) == ssize_t{sizeof request};
    }
};

// Shows `take` each message about a socket at this door. False if the kernel cannot be asked.
template <class Take>
bool ask_about(const loopback::Listener& door, Take take) {
    const bool is_tcp = door.protocol == loopback::Protocol::tcp;
    const bool is_v4 = door.endpoint.address.family() == loopback::Family::ipv4;
    const Netlink kernel;
    if (kernel.handle == -1 ||
        !kernel.ask(is_v4 ? AF_INET : AF_INET6, is_tcp ? IPPROTO_TCP : IPPROTO_UDP,
                    is_tcp ? TCP_LISTEN : TCP_CLOSE)) {
        return false;
    }
    alignas(nlmsghdr) std::array<char, 32768> room;
    for (;;) {
        const ssize_t size = ::recv(kernel.handle, room.data(), room.size(), 0);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return false;
        auto left = static_cast<unsigned>(size);
        for (auto* head = reinterpret_cast<nlmsghdr*>(room.data()); NLMSG_OK(head, left);
             head = NLMSG_NEXT(head, left)) {
            if (head->nlmsg_type == NLMSG_DONE) return true;
            if (head->nlmsg_type == NLMSG_ERROR) return false;
            const auto* told = static_cast<const inet_diag_msg*>(NLMSG_DATA(head));
            if (endpoint_of(*told) == door.endpoint) take(*told, head->nlmsg_len);
        }
    }
}

}  // namespace

std::vector<std::string> interfaces_of(const loopback::Listener& door) {
    std::vector<std::string> names;
    const bool asked = ask_about(door, [&](const inet_diag_msg& told, unsigned) {
        std::array<char, IF_NAMESIZE> name{};
        if (told.id.idiag_if != 0) ::if_indextoname(told.id.idiag_if, name.data());
        if (std::find(names.begin(), names.end(), name.data()) == names.end()) {
            names.emplace_back(name.data());
        }
    });
    return asked ? names : std::vector<std::string>{};
}

std::optional<bool> takes_ipv4(const loopback::Listener& door) {
    std::optional<bool> takes;
    ask_about(door, [&](const inet_diag_msg& told, unsigned length) {
        auto left = static_cast<int>(length - NLMSG_LENGTH(sizeof told));
        auto* fact = reinterpret_cast<const rtattr*>(&told + 1);
        for (; RTA_OK(fact, left); fact = RTA_NEXT(fact, left)) {
            if (fact->rta_type != INET_DIAG_SKV6ONLY) continue;
            const bool v6_only = *static_cast<const std::uint8_t*>(RTA_DATA(fact)) != 0;
            takes = takes.value_or(false) || !v6_only;
        }
    });
    return takes;
}

std::string who_has_command(loopback::Port port) {
    return "ss -tanp 'sport = :" + to_string(port) + "'";
}

std::string loopback_up_command() { return with_more_rights(true) + "ip link set lo up"; }

Privilege port_privilege() {
    Privilege found{1024, false, "CAP_NET_BIND_SERVICE"};
    std::ifstream setting("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    if (int first = 0; setting >> first) found.first_free = first;
    std::ifstream status("/proc/self/status");
    for (std::string key; status >> key;) {
        if (key != "CapEff:") continue;
        unsigned long long capabilities = 0;
        status >> std::hex >> capabilities;
        constexpr int net_bind_service = 10;  // linux/capability.h
        found.has_it = (capabilities >> net_bind_service & 1) != 0;
        break;
    }
    return found;
}

#else

std::vector<std::string> interfaces_of(const loopback::Listener&) { return {}; }
std::optional<bool> takes_ipv4(const loopback::Listener&) { return std::nullopt; }

std::string who_has_command(loopback::Port port) { return "lsof -nP -iTCP:" + to_string(port); }

std::string loopback_up_command() { return with_more_rights(true) + "ifconfig lo0 up"; }

Privilege port_privilege() { return {1024, ::geteuid() == 0, "root"}; }

#endif

#endif

std::string service_name(loopback::Port port) {
#if defined(_WIN32)
    loopback::detail::native::start();  // Winsock, of which this is a part
#endif
    const servent* service = ::getservbyport(htons(port.number()), "tcp");
    return service != nullptr ? service->s_name : "";
}

}  // namespace lesson::platform
