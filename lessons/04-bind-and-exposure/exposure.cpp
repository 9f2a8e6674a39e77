// The address that you bind decides who may knock: one door after the other, a knock at every
// address, and the table of who got in. `audit` looks at the doors that are open already.

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "common/lesson.hpp"
#include "common/platform.hpp"
#include "loopback/listeners.hpp"
#include "loopback/narrate.hpp"
#include "loopback/tcp.hpp"
#include "loopback/udp.hpp"

using namespace loopback;
using namespace std::chrono_literals;

namespace {

constexpr Timeout patience = 3s;  // Windows needs two for a refusal, unless it is on loopback
constexpr IpAddress second_loopback = IpAddress::v4(127, 0, 0, 2);

// ---- whose address is it ----

// What binding an address means, in the order of how many can come.
std::string who_may_knock(const IpAddress& address) {
    switch (address.scope()) {
        case Scope::loopback: return "this machine";
        case Scope::link_local: return "this link";
        case Scope::private_use: return "local network";
        case Scope::multicast: return "a group";
        case Scope::unspecified: return "anyone";
        case Scope::reserved:
        case Scope::special_purpose:
        case Scope::global: break;
    }
    return "anyone";
}

// The address that this machine uses towards others. To connect a datagram socket sends nothing:
// the system only looks up the way. `stranger` is one of those that nobody has (RFC 5737, RFC
// 3849).
std::optional<IpAddress> own_address(const IpAddress& stranger) {
    try {
        const auto socket = UdpSocket::connect({stranger, 9});
        const IpAddress own = socket.local_endpoint().address;
        if (!own.is_loopback() && !own.is_unspecified()) return own;
    } catch (const SocketError&) {  // no way leads there: this machine has no such network
    }
    return std::nullopt;
}

// ---- the table: who reaches what ----

struct Door {
    std::string name;
    IpAddress address;
    ListenOptions options = {};
    std::vector<std::string> answers = {};  // what each knock came to
};

struct Target {
    std::string name;
    IpAddress address;
};

// Whether the client that has connected stands at this door, and not at somebody else's.
bool came_to(TcpListener& door, const TcpStream& client) {
    const Port from = client.local_endpoint().port;
    constexpr int strangers = 10;
    for (int i = 0; i < strangers; ++i) {
        std::error_code error;
        const Accepted next = door.accept(error, 1s);
        if (error) return false;
        if (next.peer.port == from) return true;
    }
    return false;
}

std::string knock(TcpListener& door, const IpAddress& address) {
    std::error_code error;
    auto client = TcpStream::connect({address, door.local_endpoint().port}, error, patience);
    if (error == std::errc::connection_refused) return "-";
    if (error == std::errc::timed_out) return "silent";
    if (error) return "no";
    const bool ours = came_to(door, client);
    client.reset();  // or the port would remember each of these connections for a while
    return ours ? "open" : "other";
}

// Opens one door, knocks at every address, and lets the door go. Two of them cannot be open at the
// same time: 0.0.0.0 and 127.0.0.1 would want the same port (lesson 05).
void try_door(Door& door, Port port, const std::vector<Target>& targets) {
    std::error_code error;
    auto listener = TcpListener::bind({door.address, port}, error, door.options);
    if (error == std::errc::address_in_use) {
        throw SocketError(error, {.operation = "bind", .local = Endpoint{door.address, port}});
    }
    if (error) lesson::say("No door at " + to_string(door.address) + ": " + error.message());
    for (const Target& target : targets) {
        door.answers.push_back(error ? "no" : knock(listener, target.address));
    }
    const bool private_door = door.address.is_loopback();
    door.answers.push_back(error ? "no" : private_door ? "never" : "may");
}

std::string cell(std::string text, std::size_t width) {
    text.resize(std::max(text.size() + 1, width), ' ');
    return text;
}

void say_row(const std::string& name, const std::vector<std::string>& cells,
             const std::vector<Door>& doors) {
    std::string line = cell(name, 15);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        line += cell(cells[i], std::max<std::size_t>(doors[i].name.size(), 6) + 2);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    lesson::say(line);
}

void say_table(const std::vector<Door>& doors, const std::vector<Target>& targets) {
    std::vector<std::string> names;
    for (const Door& door : doors) names.push_back(door.name);
    lesson::say(cell("", 15) + "door at");
    say_row("knock at", names, doors);
    for (std::size_t row = 0; row <= targets.size(); ++row) {
        std::vector<std::string> answers;
        for (const Door& door : doors) answers.push_back(door.answers[row]);
        say_row(row < targets.size() ? targets[row].name : "from outside", answers, doors);
    }
}

void show_who_reaches_what(Port port, bool expose) {
    const auto own_v4 = own_address(IpAddress::v4(192, 0, 2, 1));
    const auto own_v6 =
        own_address(IpAddress::v6({0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    std::vector<Target> targets{{"127.0.0.1", loopback_v4},
                                {"127.0.0.2", second_loopback},
                                {"::1", loopback_v6},
                                {"0.0.0.0", any_v4},
                                {"::", any_v6}};
    if (own_v4) targets.push_back({"own IPv4", *own_v4});
    if (own_v6) targets.push_back({"own IPv6", *own_v6});

    std::vector<Door> doors{
        {"127.0.0.1", loopback_v4}, {"127.0.0.2", second_loopback}, {"::1", loopback_v6}};
    if (expose) {
        if (own_v4 || own_v6)
            doors.push_back({"own", own_v4 ? *own_v4 : *own_v6, {expose_to_network}});
        doors.push_back({"0.0.0.0", any_v4, {expose_to_network}});
        doors.push_back({"::", any_v6, {expose_to_network}});
        doors.push_back({"::+IPv4", any_v6, {expose_to_network, DualStack::on}});
    }

    lesson::say("One door after the other, with port " +
                (port == 0 ? "0: the system chooses" : to_string(port)) +
                "; a knock at every address.");
    for (Door& door : doors) try_door(door, port, targets);
    lesson::say("");
    say_table(doors, targets);
    lesson::say("");
    lesson::say("  open   the knock came to this door      -  nobody listens at that address");
    lesson::say("  never  no packet with a loopback address leaves a machine or comes in");
    if (expose) lesson::say("  may    whom the network and its firewalls let through");
    if (own_v4) lesson::say("  own IPv4 is " + to_string(*own_v4));
    if (own_v6) lesson::say("  own IPv6 is " + to_string(*own_v6));
    if (!expose) {
        lesson::say(
            "Not opened: the machine's own address, 0.0.0.0 and ::, where others may knock.");
        lesson::say("--expose opens them too, each for a moment.");
    }
}

// ---- audit: the doors that are open already ----

std::string in_one_word(Protocol protocol) { return protocol == Protocol::tcp ? "tcp" : "udp"; }

// The interface that a door is tied to, if it is: 0.0.0.0%lo is for this machine only.
std::string tied_to(const Listener& one) {
    if (!one.endpoint.address.is_unspecified()) return "";
    const std::vector<std::string> interfaces = lesson::platform::interfaces_of(one);
    return interfaces.size() == 1 ? interfaces.front() : "";
}

std::string shown(const Listener& one) {
    const std::string tied = tied_to(one);
    std::string text = to_string(one.endpoint);
    if (!tied.empty()) text.insert(text.rfind(':'), '%' + tied);
    return in_one_word(one.protocol) + ' ' + text;
}

void audit() {
    std::vector<Listener> doors = listeners();
    const auto split = std::stable_partition(doors.begin(), doors.end(), [](const Listener& one) {
        return !one.endpoint.address.is_loopback() && tied_to(one) != "lo";
    });
    bool takes_ipv4_perhaps = false;
    for (const Listener& one : doors) {
        takes_ipv4_perhaps = takes_ipv4_perhaps || one.endpoint.address == any_v6;
        const std::string tied = tied_to(one);
        const std::string who = tied == "lo"    ? "this machine"
                                : !tied.empty() ? "by " + tied
                                                : who_may_knock(one.endpoint.address);
        lesson::say(cell(who, 14) + cell(shown(one), 28) + in_words(one));
    }
    lesson::say("Others may knock at " + std::to_string(split - doors.begin()) + " of " +
                std::to_string(doors.size()) + " doors, unless a firewall is in between.");
    if (takes_ipv4_perhaps) {
        lesson::say("[::] is every IPv6 address, and IPv4 too unless the socket has IPV6_V6ONLY:");
        lesson::say("the system's table does not tell which.");
    }
}

// ---- one door, one knock: for two terminals, or for two machines ----

void open_door(const Endpoint& where, const ListenOptions& options) {
    auto listener = TcpListener::bind(where, options);
    const lesson::StopOnCtrlC stop_listener{listener};
    lesson::say("Listening on " + to_string(listener.local_endpoint()));
    lesson::say("Who may knock: " + who_may_knock(where.address) + ". Ctrl-C closes this door.");
    try {
        while (!lesson::ctrl_c_pressed()) {
            auto [client, peer] = listener.accept();
            lesson::say(to_string(peer) + " knocked");
            std::error_code gone;
            client.send_all("You knocked from " + to_string(peer) + "\n", gone, patience);
        }
    } catch (const SocketError& failure) {
        if (failure.code() != std::errc::operation_canceled) throw;  // anything but Ctrl-C
    }
}

void knock_at(const Endpoint& where) {
    auto client = TcpStream::connect(where, patience);
    lesson::say(to_string(where) + " is open");
    std::array<char, 256> buffer;
    std::error_code error;
    while (auto received = client.recv(buffer, error, patience)) {
        lesson::say("It says " + quoted(std::string_view(received)));
    }
}

// ---- the command line ----

constexpr const char* next = "\nNext: --help tells what there is.";

// An address in digits. A misspelled one ends the program: "every address" is no way to read it.
IpAddress read_address(const std::string& text) {
    std::error_code error;
    const IpAddress address = parse_address(text, error);
    if (!error) return address;
    throw lesson::WrongUsage(quoted(text) + ": " + error.message() + '.' + next);
}

void run_exposure(const lesson::Flags& flags) {
    const std::vector<std::string>& words = flags.arguments;
    const bool expose = flags.has("--expose");
    if (words.empty()) return show_who_reaches_what(flags.port, expose);
    if (words[0] == "audit" && words.size() == 1) return audit();
    const bool opens = words[0] == "open";
    if ((!opens && words[0] != "knock") || words.size() != 2) {
        throw lesson::WrongUsage("What is to be done? audit, open ADDRESS, or knock ADDRESS." +
                                 std::string(next));
    }
    const Endpoint where{read_address(words[1]), flags.port};
    if (!opens) return knock_at(where);
    ListenOptions options;
    if (expose) options.exposure = expose_to_network;
    if (flags.has("--dual-stack")) options.dual_stack = DualStack::on;
    open_door(where, options);
}

}  // namespace

int main(int argc, char** argv) {
    const lesson::Usage usage{
        "lesson-04",
        "Who reaches what: without arguments the table; audit lists the doors that are open\n"
        "already; open keeps one door open, and knock tries one.",
        "[audit | open ADDRESS | knock ADDRESS]",
        2,
        {{"--expose", "", "open doors that others may reach, too"},
         {"--dual-stack", "", "open :: takes IPv4 as well"}}};
    return lesson::run(argc, argv, usage, run_exposure);
}
