// What the five functions of exercise 04 must do, as scripts: who does what, and what must come of
// it. What a failure means is in causes.hpp, and what a wrong answer means in beliefs.hpp.

#include "harness/check.hpp"

#include <sstream>
#include <string>
#include <vector>

#include "beliefs.hpp"
#include "causes.hpp"
#include "exercise.hpp"
#include "harness/door_causes.hpp"
#include "harness/doors.hpp"
#include "harness/gave.hpp"
#include "harness/questions.hpp"
#include "harness/stage.hpp"

using namespace std::string_literals;
using beliefs::Doors;
using beliefs::Wanted;
using causes::opening;
using harness::Stage;

namespace {

constexpr const char* lesson = "lessons/04-bind-and-exposure";

// ---- open_at ----

std::string in_words(Exposure asked) {
    return asked == expose_to_network ? "expose_to_network" : "loopback_only";
}

// One call of open_at().
const harness::Gave<TcpListener>& open_at_is_called(Stage& stage, const Endpoint& where,
                                                    Exposure asked) {
    opening = {where, asked, {}};
    stage.doors().begins(opening.may_be_exposed() || opening.is_private()
                             ? harness::only(where)
                             : harness::none("no bind: nobody has asked for one beyond loopback"));
    stage.step("open_at(" + to_string(where) + ", " + in_words(asked) + ')');
    opening.gave = harness::gave(stage, "open_at", [&] { return open_at(where, asked); });
    const auto& gave = opening.gave;
    stage.step(gave.value ? "it returns" : "it throws",
               gave.value ? harness::in_words(*gave.value) : quoted(gave.what, 100));
    return gave;
}

void is_opened(Stage& stage, const Endpoint& where, Exposure asked) {
    const auto& gave = open_at_is_called(stage, where, asked);
    const std::string seen = gave.value ? harness::in_words(*gave.value) : "it throws an exception";
    stage.requires_that(stage.doors().seen().last() != nullptr, "a bind to " + to_string(where),
                        "none: " + seen);
    stage.requires_that(gave.value && gave.value->is_open(), "a listener at " + to_string(where),
                        seen);
    harness::knocks(stage, *opening.gave.value, "open_at()");
}

void is_refused(Stage& stage, const Endpoint& where) {
    const auto& gave = open_at_is_called(stage, where, Exposure::loopback_only);
    stage.requires_that(gave.threw(), "an exception: the network could reach " + to_string(where),
                        "it returns as if all was well");
}

void is_asked_for(Stage& stage, const Endpoint& where) {
    (void)open_at_is_called(stage, where, expose_to_network);
    stage.requires_that(stage.doors().seen().last() != nullptr,
                        "a bind to " + to_string(where) + ", as the user has asked", "no bind");
}

// ---- the pure functions ----

harness::Questions<IpAddress, Reach> reach_of(const char* addresses) {
    std::vector<IpAddress> told;
    std::istringstream words(addresses);
    for (std::string word; words >> word;) told.push_back(parse_address(word));
    return {
        .function = "reach",
        .yours = reach,
        .right = beliefs::right_reach,
        .told = std::move(told),
        .by_itself = beliefs::why_reach,
    };
}

std::vector<Wanted> hosts() {
    std::vector<Wanted> all{
        {"127.0.0.1", 62893}, {"::1", 8080}, {"0.0.0.0"}, {"192.168.1.7", 0}, {"::", 65535}};
    for (const std::string& typo :
         {"localhost"s, ""s, "127.0.0.l"s, "127.0.0.256"s, "127.0.0"s, "127.1"s, "0"s, "*"s, " "s,
          "[::1]"s, ":::1"s, "::g"s, "0177.0.0.1"s, "0x7f000001"s}) {
        all.push_back(typo);
    }
    for (const std::string& more :
         {"127.0.0.1 "s, " 127.0.0.1"s, "127.0.0.1\n"s, "127.0.0.1:62893"s, "127.0.0.1,0.0.0.0"s,
          "127.0.0.1\0.0.0.0"s, "::1\0"s, "locahost"s}) {
        all.push_back(more);
    }
    return all;
}

Listener listener(const char* endpoint, const std::string& program, std::uint32_t process,
                  Protocol protocol = Protocol::tcp) {
    return {parse_endpoint(endpoint), protocol, process, program, {}};
}

std::string listed(const Doors& doors) {
    if (doors.empty()) return "none";
    std::string text;
    for (const Listener& one : doors) {
        text += (text.empty() ? "" : ", ") +
                std::string(one.protocol == Protocol::udp ? "udp " : "") + to_string(one.endpoint);
    }
    return text;
}

std::vector<Doors> machines() {
    return {
        {listener("127.0.0.1:5432", "postgres", 801), listener("[::]:3000", "node", 4711),
         listener("0.0.0.0:22", "sshd", 612), listener("[::1]:631", "cupsd", 700),
         listener("192.168.1.7:8080", "web", 4712), listener("127.0.0.53:53", "resolved", 500),
         listener("203.0.113.5:443", "web", 4712)},
        {listener("[fe80::7]:8080", "127.0.0.1", 30), listener("127.8.8.8:80", "0.0.0.0:80", 31),
         listener("0.0.0.0:5353", "mdns", 32, Protocol::udp),
         listener("[::ffff:127.0.0.1]:9000", "java", 33),
         listener("[::ffff:192.168.1.7]:9000", "java", 33),
         listener("127.0.0.1:323", "chronyd", 34, Protocol::udp),
         listener("[fd00::7]:443", "\x1b[2Jlocalhost", 35), listener("203.0.113.5:443", "", 0),
         listener("224.0.0.251:5353", "mdns", 32, Protocol::udp),
         listener("0.0.0.0:22", "sshd", 36), listener("0.0.0.0:22", "sshd", 36)},
        {listener("127.0.0.1:80", "web", 1), listener("[::1]:80", "web", 1)},
        {},
    };
}

}  // namespace

LOOPBACK_CHECK("4.1", "knows all of 127/8 and ::1") {
    auto questions = reach_of(
        "127.0.0.1 127.0.0.2 127.0.0.53 127.8.8.8 127.0.0.0 "
        "127.255.255.254 ::1 ::ffff:127.0.0.1 ::ffff:127.9.9.9 "
        "126.255.255.255 128.0.0.1 1.0.0.127 ::2 1::1 7f00::1 "
        "::ffff:8.8.8.8");
    questions.same = [](Reach one, Reach other) {
        return (one == Reach::this_machine) == (other == Reach::this_machine);
    };
    questions.right_in_words = [](Reach right) {
        return right == Reach::this_machine ? "this_machine" : "anything but this_machine";
    };
    questions.asks(lesson, causes::all_of_127);
}

LOOPBACK_CHECK("4.2", "knows :: and 0.0.0.0") {
    auto questions = reach_of(
        "0.0.0.0 :: ::ffff:0.0.0.0 203.0.113.5 8.8.8.8 2001:db8::5 "
        "224.0.0.251 239.1.2.3 ff02::1 ff0e::1");
    questions.asks(lesson, causes::every_address);
}

LOOPBACK_CHECK("4.3", "knows private and link-local") {
    auto questions = reach_of(
        "192.168.1.7 10.0.0.1 172.16.0.1 172.31.255.255 100.64.0.1 "
        "169.254.7.7 fd00::7 fc00::7 fe80::7 febf::7 "
        "::ffff:192.168.1.7 ::ffff:169.254.7.7 172.15.255.255 "
        "172.32.0.0 192.167.255.255 192.169.0.0 169.253.255.255 "
        "169.255.0.0 100.63.255.255 100.128.0.0 9.255.255.255 "
        "11.0.0.0 fbff::7 fe00::7 fec0::7 a00::1");
    questions.asks(lesson, causes::private_is_many);
}

LOOPBACK_CHECK("4.4", "opens privately") {
    Stage& stage = Stage::open(lesson, causes::private_default, harness::why_not_opened);
    for (const Endpoint& where : {Endpoint{loopback_v4, 0}, harness::free_door()}) {
        stage.step("open_private(" + to_string(where.port) + ')');
        TcpListener door =
            harness::opens(stage, "open_private", where, [&] { return open_private(where.port); });
        harness::knocks(stage, door, "open_private()");
    }
}

LOOPBACK_CHECK("4.5", "exposes only when asked") {
    Stage& stage = Stage::open(lesson, causes::on_purpose, causes::why_open_at);
    is_opened(stage, {loopback_v4, 0}, Exposure::loopback_only);
    is_refused(stage, {any_v4, home_port});
    is_refused(stage, {any_v6, home_port});
    is_refused(stage, {parse_address("192.168.1.7"), 0});
    is_refused(stage, {parse_address("fe80::7"), 0});
    is_asked_for(stage, {any_v4, home_port});
    is_asked_for(stage, {any_v6, 50007});
    is_asked_for(stage, {parse_address("192.168.1.7"), 0});
    is_opened(stage, {loopback_v4, 0}, expose_to_network);
}

LOOPBACK_CHECK("4.6", "opens nothing for an empty or misspelt host") {
    harness::Questions<Wanted, Endpoint> questions{
        .function = "door",
        .yours = [](const Wanted& it) { return door(it.host, it.port); },
        .right = beliefs::right_endpoint,
        .told = hosts(),
        .by_itself = beliefs::why_door,
        .refusal = [](const Wanted& it) { return quoted(it.host) + " is no address in digits"; },
    };
    questions.asks(lesson, causes::misspelt);
}

LOOPBACK_CHECK("4.7", "audits IPv6 too") {
    harness::Questions<Doors, Doors> questions{
        .function = "audit",
        .yours = [](const Doors& doors) { return audit(doors); },
        .right = beliefs::picking(beliefs::is_open),
        .told = machines(),
        .beliefs = beliefs::about_doors(),
        .by_itself = beliefs::why_doors,
        .same = beliefs::are_same,
        .set_up =
            [](const Doors& doors) {
                return harness::Step{"a machine has", listed(doors)};
            },
        .question_in_words = [](const Doors&) { return "doors"; },
        .value_in_words = listed,
    };
    questions.asks(lesson, causes::every_door);
}
