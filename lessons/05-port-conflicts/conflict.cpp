// One door, one owner: makes each way in which a port is refused, names it, and says who has it.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <system_error>
#include <vector>

#include "common/bare_bind.hpp"
#include "common/holders.hpp"
#include "common/lesson.hpp"
#include "common/platform.hpp"
#include "loopback/explain.hpp"
#include "loopback/listeners.hpp"
#include "loopback/narrate.hpp"
#include "loopback/tcp.hpp"

using namespace loopback;

namespace {

// ---- what bind says, in words ----

// There are three ways to say no, and each has a name of its own on every system.
std::string name_of(const std::error_code& error) {
    if (!error) return "done";
    if (error == std::errc::address_in_use) return "address_in_use";
    if (error == std::errc::permission_denied) return "permission_denied";
    if (error == std::errc::address_not_available) return "address_not_available";
    return error.message();
}

void tell(std::string deed, const std::string& outcome) {
    deed.resize(std::max<std::size_t>(deed.size() + 2, 42), ' ');
    lesson::say("  " + deed + outcome);
}

// What was asked for, what came of it, and what that means.
void tell(const std::string& who, const Endpoint& where, const std::error_code& error) {
    tell(who + " takes " + to_string(where), name_of(error));
    if (error) lesson::say("    " + explain(error, where).meaning);
}

// ---- the scenes ----

// Two listeners at one endpoint; and one at another address, with the same port.
void two_listeners(Port port) {
    const auto first = TcpListener::bind({loopback_v4, port});
    const Endpoint door = first.local_endpoint();
    tell("the first", door, {});

    std::error_code error;
    const auto second = TcpListener::bind(door, error);
    tell("the second", door, error);
    if (error) lesson::say("    Held by " + who_holds(door) + '.');

    const Endpoint next_door{IpAddress::v4(127, 0, 0, 2), door.port};
    const auto third = TcpListener::bind(next_door, error);
    tell("the third", next_door, error);
    if (!error) lesson::say("    Another address is another door.");
}

// 0.0.0.0 is every address, so also the one that is taken. The second is bound and never listens:
// on a system that lets the two live together, nobody comes in all the same.
void every_address_over_one(Port port) {
    const auto first = TcpListener::bind({loopback_v4, port});
    const Endpoint door = first.local_endpoint();
    tell("the first", door, {});
    const Endpoint every{any_v4, door.port};
    const std::error_code error = lesson::try_to_bind(every);
    tell("the second", every, error);
    if (!error) lesson::say("    Here the two can live together, each with clients of its own.");
}

// Whether a privilege is asked for is a setting: looks first, then tries.
void privileged_port(Port) {
    const lesson::platform::Privilege privilege = lesson::platform::port_privilege();
    const Endpoint door{loopback_v4, 80};
    if (door.port.number() >= privilege.first_free) {
        lesson::say("  This system asks for no privilege for port 80.");
    } else {
        lesson::say("  Below " + std::to_string(privilege.first_free) + ", this system asks for " +
                    privilege.name + "; this program " +
                    (privilege.has_it ? "has it." : "lacks it."));
    }
    tell("this program", door, lesson::try_to_bind(door));
}

// 192.0.2.0/24 is for examples in texts (RFC 5737): nobody has such an address.
void not_our_address(Port port) {
    const Endpoint elsewhere{IpAddress::v4(192, 0, 2, 1), port};
    tell("this program", elsewhere, lesson::try_to_bind(elsewhere));
}

enum class Option { set, not_set };
enum class Side { server, client };

TcpListener listen(const Endpoint& where, Option option, std::error_code& error) {
    return option == Option::set ? TcpListener::bind(where, error)
                                 : lesson::listen_without_option(where, error);
}

// A server has one client. `first` ends the connection, the other side does too, and the listener
// is closed. Then a new listener comes to the same door.
std::error_code restart(Option of_the_old, Side first, Option of_the_new) {
    std::error_code error;
    Endpoint door;
    {
        auto listener = listen({loopback_v4, 0}, of_the_old, error);
        if (error) return error;
        door = listener.local_endpoint();
        auto client = TcpStream::connect(door);
        auto [server, peer] = listener.accept();
        TcpStream& early = first == Side::server ? server : client;
        TcpStream& late = first == Side::server ? client : server;
        std::array<char, 1> room;
        early.shutdown_send();  // "I have finished": whoever says so first remembers it longest
        while (late.recv(room)) continue;
        late.shutdown_send();
        while (early.recv(room)) continue;
    }
    const auto again = listen(door, of_the_new, error);
    return error;
}

void time_wait(Port) {
    lesson::say("  A server and a client have parted; the server starts again, at once.");
    lesson::say("  closed first   old listener   new listener   (" + lesson::listener_option() +
                ")");
    const auto in_words = [](Option option) {
        return option == Option::set ? "sets it        " : "does not       ";
    };
    for (const Side first : {Side::server, Side::client}) {
        for (const Option old_one : {Option::not_set, Option::set}) {
            for (const Option new_one : {Option::not_set, Option::set}) {
                lesson::say(std::string("  ") +
                            (first == Side::server ? "the server" : "the client") + "     " +
                            in_words(old_one) + in_words(new_one) +
                            name_of(restart(old_one, first, new_one)));
            }
        }
    }
}

struct Scene {
    const char* name;
    const char* title;
    void (*play)(Port);
};

constexpr std::array<Scene, 5> scenes{{
    {"two", "two listeners at one door", two_listeners},
    {"wildcard", "every address over one of them", every_address_over_one},
    {"privilege", "a port for the privileged", privileged_port},
    {"not-ours", "an address that this machine does not have", not_our_address},
    {"time-wait", "what a connection leaves behind", time_wait},
}};

void play(const Scene& scene, Port port) {
    lesson::say(std::string(scene.name) + ": " + scene.title);
    scene.play(port);
}

// ---- who has it ----

enum class InTheWay { yes, perhaps, no };

void tell_listener(const Listener& one, InTheWay in_the_way, const Endpoint& door) {
    lesson::say(to_string(one.endpoint) + "  " + in_words(one));
    if (in_the_way == InTheWay::no) {
        lesson::say("  It is not in the way at " + to_string(door) + '.');
    } else if (in_the_way == InTheWay::perhaps) {
        lesson::say("  Perhaps it is in the way at " + to_string(door) + ", perhaps not.");
    } else if (one.process == 0) {
        lesson::say("  Its process cannot be seen from here. Ask with more rights: " +
                    lesson::platform::with_more_rights(true) +
                    who_listens_command(one.endpoint.port));
    } else {
        lesson::say("  To end it: Ctrl-C in its terminal, or " +
                    lesson::platform::polite_end_command(one.process));
    }
}

bool is_among(const std::vector<Listener>& holders, const Listener& one) {
    return std::any_of(holders.begin(), holders.end(), [&](const Listener& holder) {
        return holder.endpoint == one.endpoint && holder.process == one.process;
    });
}

void who(Port port) {
    const Endpoint door{loopback_v4, port};
    const std::vector<Listener> found = who_listens(port);
    const std::error_code error = lesson::try_to_bind(door);  // the kernel has the last word
    const bool taken = error == std::errc::address_in_use;
    const lesson::Holders holders = lesson::holders_of(door);
    for (const Listener& one : found) {
        const bool owner = taken && is_among(holders.sure, one);
        const bool perhaps = taken && is_among(holders.perhaps, one);
        tell_listener(one,
                      owner     ? InTheWay::yes
                      : perhaps ? InTheWay::perhaps
                                : InTheWay::no,
                      door);
    }
    if (taken && !holders.sure.empty()) return;
    if (found.empty()) lesson::say("Nobody listens on port " + to_string(port) + '.');
    if (!error) return lesson::say(to_string(door) + " is free.");
    lesson::say(to_string(door) + " cannot be bound: " + name_of(error) + '.');
    if (taken) {
        lesson::say("Held by " + lesson::in_words(holders) + '.');
        lesson::say(lesson::how_to_get_it(holders, door));
    } else {
        lesson::say(explain(error, door).usual_cause);
    }
}

// ---- the command line ----

Port read_port(const std::string& text) {
    std::error_code error;
    const Port port = parse_port(text, error);
    if (!error) return port;
    throw lesson::WrongUsage("who " + quoted(text) + ": " + error.message() + ".\nNext: who 62893");
}

void conflict(const lesson::Flags& flags) {
    const std::vector<std::string>& words = flags.arguments;
    if (words.empty()) {
        for (const Scene& scene : scenes) {
            if (&scene != &scenes.front()) lesson::say("");
            play(scene, flags.port);
        }
        return;
    }
    if (words[0] == "who") {
        const Port port = words.size() > 1 ? read_port(words[1]) : flags.port;
        return who(port);
    }
    for (const Scene& scene : scenes) {
        if (words[0] == scene.name && words.size() == 1) return play(scene, flags.port);
    }
    throw lesson::WrongUsage("There is no scene " + quoted(words.back()) +
                             ".\nNext: --help tells which there are.");
}

}  // namespace

int main(int argc, char** argv) {
    const lesson::Usage usage{
        "lesson-05",
        "Makes each conflict over a port, or one SCENE of them: two, wildcard, "
        "privilege,\nnot-ours, time-wait. Or tells who has a port: who [PORT].",
        "[SCENE | who [PORT]]", 2};
    return lesson::run(argc, argv, usage, conflict);
}
