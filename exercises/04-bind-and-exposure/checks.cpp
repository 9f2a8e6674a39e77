// What the five functions of exercise 04 must do, as scripts: who does what, and what must come of
// it. What a failure means is in causes.hpp, and what a wrong answer means in beliefs.hpp.

#include "harness/check.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "beliefs.hpp"
#include "causes.hpp"
#include "exercise.hpp"
#include "harness/cut_text.hpp"
#include "harness/doors.hpp"
#include "harness/gave.hpp"
#include "harness/platform.hpp"
#include "harness/questions.hpp"
#include "harness/stage.hpp"

using namespace std::string_literals;
using beliefs::Doors;
using beliefs::Wanted;
using causes::opening;
using causes::Opening;
using harness::Stage;

namespace {

constexpr const char* lesson = "lessons/04-bind-and-exposure";

// ---- open_private and open_at ----

std::string in_words(Exposure asked) {
    return asked == expose_to_network ? "expose_to_network" : "loopback_only";
}

// The learner's function. What it throws with a code of the system's is told by that.
TcpListener opened() {
    try {
        return opening.chooses() ? open_at(opening.where, opening.asked)
                                 : open_private(opening.where.port);
    } catch (const SocketError&) {
        throw;
    } catch (const std::system_error& failure) {
        throw SocketError(failure.code(), {.operation = opening.function});
    }
}

std::string outcome() {
    if (!opening.gave.value) return "it " + opening.gave.thrown_in_words();
    try {
        return "it returns " + harness::in_words(*opening.gave.value);
    } catch (const SocketError&) {
        return "it returns a listener whose handle is closed";
    }
}

void is_called(Stage& stage, Opening call) {
    opening = std::move(call);
    stage.doors().begins(opening.may_be_opened()
                             ? harness::only(opening.where, opening.system)
                             : harness::none("no bind: nobody has asked for one beyond loopback"));
    stage.step(std::string(opening.function) + '(' +
               (opening.chooses() ? to_string(opening.where) + ", " + in_words(opening.asked)
                                  : to_string(opening.where.port)) +
               ')');
    opening.gave = harness::gave(stage, opening.function, opened);
    opening.look_ups = stage.watch().begun(Operation::resolve);
    stage.step(outcome());
}

// One bind of TCP, and nothing beside it.
void does_nothing_else(Stage& stage) {
    const harness::DoorsSeen doors = stage.doors().seen();
    const auto by_udp = std::count_if(doors.asked.begin(), doors.asked.end(),
                                      [](const auto& one) { return one.by_udp; });
    stage.requires_that(by_udp == 0, "one bind, by TCP", "a bind by UDP");
    stage.requires_that(doors.asked.size() < 2, "one bind",
                        harness::count(doors.asked.size(), "bind"));
    stage.requires_that(doors.knocks == 0, "a bind, and no knock",
                        harness::count(doors.knocks, "knock"));
    stage.requires_that(opening.look_ups == 0, "a bind, and no look-up of a name",
                        harness::count(opening.look_ups, "look-up"));
}

void must_pass_on(Stage& stage, std::error_condition error, const std::string& name) {
    const auto& gave = opening.gave;
    stage.requires_that(gave.threw() && gave.code == error, "the system's error passes on: " + name,
                        outcome());
    does_nothing_else(stage);
}

// The door is there, or its error: another program may be faster, or a machine have no IPv6.
void opens(Stage& stage, Opening call) {
    is_called(stage, std::move(call));
    const harness::DoorsSeen doors = stage.doors().seen();
    const Endpoint& where = opening.where;
    if (doors.last() != nullptr && doors.last()->error && !opening.returned_open()) {
        const std::error_code error = doors.last()->error;
        return must_pass_on(stage, error.default_error_condition(), harness::name_of(error));
    }
    // So it may be by a call of its own, of which the check has not heard.
    const bool is_systems = !harness::platform::sees_every_call() &&
                            (opening.gave.code == std::errc::permission_denied ||
                             opening.gave.code == std::errc::address_in_use);
    if (doors.last() == nullptr && is_systems) return does_nothing_else(stage);
    const std::string expected = "a listener at " + to_string(where);
    stage.requires_that(opening.returned_open(), expected, outcome());
    TcpListener& door = *opening.gave.value;
    harness::must_be_ready(stage, door, std::string(opening.function) + "()");
    const Endpoint at = door.local_endpoint();
    stage.requires_that(at.address == where.address && (where.port == Port(0) || at == where),
                        expected, outcome());
    does_nothing_else(stage);
    harness::knocks(stage, door, std::string(opening.function) + "()");
}

// Somebody else has the door.
void meets_an_owner(Stage& stage, Opening call) {
    const TcpListener owner = TcpListener::bind({call.where.address, 0});
    call.where.port = owner.local_endpoint().port;
    stage.step("another program has", to_string(owner.local_endpoint()));
    is_called(stage, std::move(call));
    must_pass_on(stage, std::errc::address_in_use, "address_in_use");
}

void is_refused(Stage& stage, const Endpoint& where) {
    is_called(stage, {"open_at", where});
    stage.requires_that(opening.gave.threw(),
                        "an exception: the network could reach " + to_string(where), outcome());
    does_nothing_else(stage);
}

// What it asks for is stopped before the kernel hears of it, with an error.
void is_asked_for(Stage& stage, const Endpoint& where) {
    is_called(stage, {"open_at", where, expose_to_network});
    if (opening.returned_open()) return;  // a call of its own, of which the check has not heard
    stage.requires_that(stage.doors().seen().last() != nullptr,
                        "a bind to " + to_string(where) + ", as the user has asked",
                        "no bind; " + outcome());
    must_pass_on(stage, std::errc::permission_denied, "permission_denied");
}

// Whether this machine has that address of loopback.
bool has(const IpAddress& address) {
    std::error_code error;
    (void)TcpListener::bind({address, 0}, error);
    return !error;
}

// ---- the pure functions ----

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream all(text);
    for (std::string part; std::getline(all, part, at);) parts.push_back(part);
    return parts;
}

harness::Questions<IpAddress, Reach> reach_of(int check, const char* addresses,
                                              std::vector<Reach> answers) {
    std::vector<IpAddress> told;
    for (const std::string& one : split(addresses, ' ')) told.push_back(parse_address(one));
    std::vector<harness::Belief<IpAddress, Reach>> beliefs;
    for (const Reach answer : answers) beliefs.push_back(beliefs::always(answer));
    return {
        .function = "reach",
        .yours = reach,
        .right = beliefs::right_reach,
        .told = std::move(told),
        .beliefs = std::move(beliefs),
        .by_itself = beliefs::why_reach,
        .untold = beliefs::all_over(check),
        .untold_are = "many others",
    };
}

std::vector<Wanted> hosts() {
    std::vector<Wanted> all{{"127.0.0.1"},   {"127.0.0.1", 0},   {"::1", 65535},
                            {"::", 49152},   {"0.0.0.0", 62893}, {"192.168.1.7", 80},
                            {"2001:db8::a"}, {"2001:DB8::A"},    {"::ffff:10.0.0.1"}};
    for (const std::string& host : split(
             "localhost||127.0.0.l|127.0.0.256|127.0.0|127.1|0|010.8.0.1|0177.0.0.1|0x7f000001|*| "
             "|[::1]|127.0.0.1 | 127.0.0.1|127.0.0.1\n|127.0.0.1:62893|127.0.0.1,::|"
             "255.255.255.2551|::g|locahost",
             '|')) {
        all.emplace_back(host);
    }
    all.emplace_back("127.0.0.1\0.0.0.0"s);
    all.push_back({"127.0.0.1", 4711});
    return all;
}

std::vector<Wanted> more_hosts() {
    std::vector<Wanted> all{"::1\0"s, std::string(300, '1')};
    for (const std::string& host :
         split("127.255.255.255|203.0.113.5|255.255.255.255|224.0.0.251|fe80::7|2001:db8::abcd|"
               "0:0:0:0:0:0:0:1|2001:0db8:0000:0000:0000:0000:0000:0001|fe80::7%1|256.0.0.1|1::|"
               "0x7f.0.0.1|2130706433|127.0.0.01|127.0.0.0001|127.0.0.4294967297|1.2.3.4.5|"
               "127..0.1|::00001|127.0.0.1.|-1.0.0.1|+1.2.3.4|127.0.0.|1e2.0.0.1|127.0.0.1a|:::1|1:"
               ":2::3|:|"
               "12345::|1:2:3:4|1:2:3:4:5:6:7:8|1:2:3:4:5:6:7:8:9|::1:|::ffff:127.0.0.256|::1/128|"
               "\t127.0.0.1|127.0.0.1\r|127. 0.0.1|127.0.0.1/8|127.0.0.1 # private|\"127.0.0.1\"|"
               "LOCALHOST|example.invalid",
               '|')) {
        all.emplace_back(host);
    }
    return all;
}

// A zone may be read or refused.
Endpoint door_at(const Wanted& it) {
    const harness::CutText host{it.host};
    try {
        return door(host, it.port);
    } catch (const stub::NotWritten&) {
        throw;
    } catch (...) {
        if (const auto right = beliefs::right_endpoint(it); right && right->address.zone() != 0) {
            return *right;
        }
        throw;
    }
}

// `127.0.0.1:22 sshd 612`: by TCP, the program "sshd", process 612; others by commas.
Doors machine(const std::string& text) {
    Doors doors;
    for (const std::string& door : split(text, ',')) {
        const std::vector<std::string> words = split(door, ' ');
        const auto process = static_cast<std::uint32_t>(std::stoul(words[2]));
        doors.push_back({parse_endpoint(words[0]),
                         words.size() == 4 ? Protocol::udp : Protocol::tcp,
                         process,
                         words[1],
                         {}});
        if (process == 0) continue;
        doors.back().since = std::chrono::system_clock::time_point{} + std::chrono::hours{process};
        if (process % 2 == 0) doors.back().user = process;
    }
    return doors;
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
        machine("127.0.0.1:5432 postgres 801,[::]:3000 node 4711,0.0.0.0:22 sshd 612,"
                "[::1]:631 cupsd 700,192.168.1.7:8080 web 4712,127.0.0.53:53 resolved 500,"
                "203.0.113.5:443 web 4712"),
        machine("[fe80::7]:8080 127.0.0.1 30,127.8.8.8:80 0.0.0.0:80 31,0.0.0.0:5353 mdns 32 udp,"
                "[::ffff:127.0.0.1]:9000 java 33,[::ffff:192.168.1.7]:9000 java 33,"
                "127.0.0.1:323 chronyd 34 udp,[fd00::7]:443 \x1b[2Jlocalhost 35,"
                "203.0.113.5:443  0,224.0.0.251:5353 mdns 32 udp,0.0.0.0:22 sshd 36,"
                "0.0.0.0:22 sshd 36,10.0.127.1:127  37,0.0.0.0:50007 dig 40 udp,"
                "[::1:0:1]:80 web 0,0.0.0.0:22 sshd 38,[7f00::1]:60000 web 39,"
                "0.0.0.0:22 sshd 36,128.0.0.1:80 web 39"),
        machine("127.0.0.1:80 web 1,[::1]:80 web 1"),
        {},
        machine("192.168.1.9:8080 web 4712"),
    };
}

}  // namespace

LOOPBACK_CHECK("4.1", "knows all of 127/8 and ::1") {
    auto questions = reach_of(1,
                              "127.0.0.1 127.0.0.2 127.0.0.53 127.8.8.8 127.0.0.0 "
                              "127.255.255.254 127.255.255.255 ::1 ::ffff:127.0.0.1 "
                              "::ffff:127.9.9.9 126.255.255.255 128.0.0.1 1.0.0.127 "
                              "::2 1::1 7f00::1 ::127.0.0.1 ::ffff:8.8.8.8 127.0.0.1",
                              {Reach::this_machine});
    questions.same = [](Reach one, Reach other) {
        return (one == Reach::this_machine) == (other == Reach::this_machine);
    };
    questions.right_in_words = [](Reach right) {
        return right == Reach::this_machine ? "this_machine" : "anything but this_machine";
    };
    questions.asks(lesson, causes::all_of_127);
}

LOOPBACK_CHECK("4.2", "knows :: and 0.0.0.0") {
    auto questions = reach_of(2,
                              "0.0.0.0 :: ::ffff:0.0.0.0 203.0.113.5 8.8.8.8 2001:db8::5 "
                              "224.0.0.251 239.1.2.3 ff02::1 ff0e::1 0.0.0.1 240.0.0.1 "
                              "255.255.255.255",
                              {Reach::this_machine, Reach::this_link, Reach::local_network});
    questions.asks(lesson, causes::every_address);
}

LOOPBACK_CHECK("4.3", "knows private and link-local") {
    auto questions = reach_of(
        3,
        "192.168.1.7 10.0.0.1 172.16.0.1 172.31.255.255 100.64.0.1 169.254.7.7 fd00::7 fc00::7 "
        "fe80::7 febf::7 ::ffff:192.168.1.7 ::ffff:169.254.7.7 172.15.255.255 172.32.0.0 "
        "192.167.255.255 192.169.0.0 169.253.255.255 169.255.0.0 100.63.255.255 100.128.0.0 "
        "9.255.255.255 11.0.0.0 fbff::7 fe00::7 fec0::7 a00::1 fd::1 192.168.1.7",
        {Reach::this_machine, Reach::this_link, Reach::local_network, Reach::anyone});
    questions.asks(lesson, causes::private_is_many);
}

LOOPBACK_CHECK("4.4", "opens privately") {
    Stage& stage = Stage::open(lesson, causes::private_default, causes::why_opening);
    for (const Endpoint& where : {harness::free_door(), Endpoint{loopback_v4, 0},
                                  harness::free_door(), Endpoint{loopback_v4, 0}}) {
        opens(stage, {"open_private", where});
    }
    meets_an_owner(stage, {"open_private", {loopback_v4, {}}});
    for (const Port port : {Port(80), Port(65535)}) {
        opens(stage, {.function = "open_private",
                      .where = {loopback_v4, port},
                      .system = harness::always(std::errc::permission_denied)});
    }
    opens(stage, {"open_private", harness::free_door()});
}

LOOPBACK_CHECK("4.5", "exposes only when asked") {
    Stage& stage = Stage::open(lesson, causes::on_purpose, causes::why_opening);
    const char* const others[] = {"0.0.0.0:62893",   "[::]:62893",       "203.0.113.5:80",
                                  "128.0.0.1:65535", "[2001:db8::5]:0",  "192.168.1.7:0",
                                  "[fe80::7]:50007", "224.0.0.251:5353", "[::ffff:10.0.0.1]:0"};
    opens(stage, {"open_at", harness::free_door()});
    for (const char* where : others) is_refused(stage, parse_endpoint(where));
    for (const char* where : others) is_asked_for(stage, parse_endpoint(where));
    for (const char* address : {"127.0.0.1", "127.0.0.2", "::1"}) {
        const Endpoint where{parse_address(address), 0};
        if (!has(where.address)) continue;
        for (const Exposure asked : {Exposure::loopback_only, expose_to_network}) {
            opens(stage, {"open_at", where, asked});
            meets_an_owner(stage, {"open_at", where, asked});
        }
    }
    is_refused(stage, parse_endpoint(others[0]));
    // Systems say no to that one, in words of their own.
    is_called(stage, {"open_at", {parse_address("::ffff:127.0.0.1"), 0}});
}

LOOPBACK_CHECK("4.6", "opens nothing for an empty or misspelled host") {
    harness::Questions<Wanted, Endpoint> questions{
        .function = "door",
        .yours = door_at,
        .right = beliefs::right_endpoint,
        .told = hosts(),
        .beliefs = beliefs::about_hosts(),
        .by_itself = beliefs::why_door,
        .untold = more_hosts(),
        .untold_are = "many others",
        .refusal = [](const Wanted& it) { return quoted(it.host) + " is no address in digits"; },
        .lacks =
            [](const auto&) {
                const bool asked = harness::current_stage()->watch().begun(Operation::resolve) != 0;
                return asked ? "an answer without a look-up" : "";
            },
    };
    questions.asks(lesson, causes::misspelled);
}

LOOPBACK_CHECK("4.7", "audits IPv6 too") {
    Doors all;
    for (const Doors& doors : machines()) all.insert(all.end(), doors.begin(), doors.end());
    harness::Questions<Doors, Doors> questions{
        .function = "audit",
        .yours = [](const Doors& doors) { return audit(doors); },
        .right = beliefs::picking(beliefs::is_open),
        .told = machines(),
        .beliefs = beliefs::about_doors(),
        .by_itself = [all](const auto& wrong) { return beliefs::why_doors(wrong, all); },
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
