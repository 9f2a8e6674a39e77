// What the four functions of exercise 03 must do, as scripts: who does what, and what must come of
// it. What a failure means is in causes.hpp and claiming.hpp.

#include "harness/check.hpp"

#include <array>

#include "causes.hpp"
#include "claiming.hpp"
#include "exercise.hpp"
#include "harness/doors.hpp"
#include "harness/options.hpp"
#include "harness/platform.hpp"
#include "harness/questions.hpp"
#include "harness/stage.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"

using causes::Collision;
using causes::Lookup;
using harness::Advice;
using harness::Failure;
using harness::Stage;
using loopback::Operation;

namespace {

constexpr const char* lesson = "lessons/03-port-ranges";

// ---- the pure functions ----

Port port_of(unsigned number) { return Port(static_cast<std::uint16_t>(number)); }

std::vector<Port> every_port() {
    std::vector<Port> all;
    for (unsigned number = 0; number <= 65535; ++number) all.push_back(port_of(number));
    return all;
}

// What the last call of port_from() has done to the environment.
std::string meddled;

std::optional<harness::Step> sets_variables(const Lookup& it) {
    for (const causes::Decoy& decoy : causes::decoys) {
        harness::platform::set_variable(decoy.variable, to_string(decoy.port).c_str());
    }
    const char* text = it.text ? it.text->c_str() : nullptr;
    if (!harness::platform::set_variable(it.variable.c_str(), text)) return {};
    if (!it.text) return {{it.variable + " is not set", "std::getenv() gives a null pointer"}};
    return {{it.variable + " is set to", quoted(*it.text)}};
}

void must_still_hold(const std::string& variable, const std::optional<std::string>& before) {
    const char* text = std::getenv(variable.c_str());
    const auto now = text != nullptr ? std::optional<std::string>{text} : std::nullopt;
    if (now == before || !meddled.empty()) return;
    const auto held = [](const auto& one) { return one ? quoted(*one) : std::string("not set"); };
    meddled = variable + " was " + held(before) + " before the call, and is " + held(now) + " now";
}

// Each time with a name of its own, which is gone afterwards.
Port asks_port_from(const Lookup& it) {
    const auto check = [&] {
        must_still_hold(it.variable, it.text);
        for (const causes::Decoy& one : causes::decoys) {
            if (one.variable != it.variable) must_still_hold(one.variable, to_string(one.port));
        }
    };
    try {
        const Port port = port_from(std::string(it.variable).c_str(), it.fallback);
        check();
        return port;
    } catch (const std::exception&) {
        check();
        throw;
    } catch (...) {
        throw causes::NoStandardException();
    }
}

std::string lacks_a_good_exception(const causes::Taken& one) {
    if (!meddled.empty()) return "an environment that stays as it was: " + meddled;
    const bool is_none = one.answer.what == causes::NoStandardException::words;
    return is_none ? "an exception derived from std::exception" : "";
}

// A text has to be quoted up to here.
constexpr std::size_t enough = 40;

std::string lacks_the_text(const causes::Taken& one) {
    const std::string text = one.question.text->substr(0, enough);
    const std::string escaped = quoted(text);
    const auto has = [&](const std::string& part) {
        return one.answer.what.find(part) != part.npos;
    };
    return has(text) || has(escaped) ? lacks_a_good_exception(one)
                                     : "a message with " + quoted(text) + " in it";
}

harness::Questions<Lookup, Port> port_from_with(std::vector<Lookup> calls) {
    return {
        .function = "port_from",
        .yours = asks_port_from,
        .right = causes::right_port,
        .told = std::move(calls),
        .by_itself = [](const causes::Taken& wrong) { return causes::why_port(wrong, meddled); },
        .refusal = [](const Lookup& it) { return quoted(*it.text) + " is no port"; },
        .lacks = lacks_a_good_exception,
        .set_up = sets_variables,
        .crash_means = causes::why_crashed,
    };
}

constexpr std::array<EphemeralRange, 10> ranges{{
    {{2000, 2100}, RangeSource::this_machine},
    {{32768, 60999}, RangeSource::this_machine},        // an untouched Linux
    {{49152, 65535}, RangeSource::documented_default},  // Windows
    {{1024, 65535}, RangeSource::this_machine},         // a busy server's
    {{0, 65535}, RangeSource::this_machine},
    {{40000, 40000}, RangeSource::this_machine},
    {{1, 1}, RangeSource::documented_default},
    {{65535, 65535}, RangeSource::this_machine},
    {{50001, 50000}, RangeSource::this_machine},  // no ports
    {{60999, 32768}, RangeSource::this_machine},  // none either
}};

std::vector<Port> ports_around(const PortRange& range) {
    std::vector<Port> ports{range.first, range.last, home_port, 80, 0};
    const unsigned first = range.first.number();
    const unsigned last = range.last.number();
    if (first > 1) ports.push_back(port_of(first - 1));
    if (first < last) ports.push_back(port_of((first + last) / 2));
    if (last < first) ports.push_back(port_of((first + last + 1) / 2));
    if (last < 65535) ports.push_back(port_of(last + 1));
    return ports;
}

// All of them for one range that is short; else so few that a loop over the range is fast enough.
std::vector<Port> ports_everywhere(const PortRange& range) {
    std::vector<Port> ports = every_port();
    if (range == ranges[0]) return ports;
    std::erase_if(ports, [](Port port) { return port.number() % 499 != 1 && port != 8080; });
    return ports;
}

template <class PortsFor>
std::vector<Collision> with_each_range(PortsFor ports_for) {
    std::vector<Collision> all;
    for (const EphemeralRange& range : ranges) {
        for (const Port port : ports_for(range)) {
            // 0 is handed out by nobody, whatever the range says of it: that is not asked.
            if (port != 0 || !range.contains(0)) all.push_back({port, range});
        }
    }
    return all;
}

// ---- claim_free ----

causes::Returned returned;

Stage& opens_for_claims(const char* heading) {
    return Stage::open(lesson, heading,
                       [](const Failure& failure) { return causes::why_claim(failure, returned); });
}

// Where a listener is; nothing if it is not open. The number of a handle that was closed may be
// another one's by now.
std::optional<Endpoint> place_of(Stage& stage, const TcpListener& listener) {
    std::optional<Endpoint> where;
    try {
        if (listener.is_open()) where = listener.local_endpoint();
    } catch (const SocketError&) {
        return {};
    }
    const bool lost = where && stage.doors().seen().has_lost(listener.native_handle(), *where);
    return lost ? std::nullopt : where;
}

std::string in_words(const std::optional<Endpoint>& listener) {
    return listener ? "a listener at " + to_string(*listener) : "a listener that is not open";
}

[[noreturn]] void fails(Stage& stage, const std::string& expected, const std::string& seen,
                        const char* cause) {
    returned.cause = cause;
    stage.fails(expected, seen);
}

// By TCP: the port of a UDP socket with that number is another one.
bool has_been_given(const harness::DoorsSeen& seen, const Endpoint& where) {
    return std::any_of(seen.asked.begin(), seen.asked.end(), [&](const harness::AskedDoor& one) {
        return !one.error && !one.by_udp && one.given == where;
    });
}

// How many sockets your code has opened and not closed.
std::ptrdiff_t open_sockets(Stage& stage) {
    const auto made = [&](Operation operation) {
        return static_cast<std::ptrdiff_t>(stage.watch().succeeded(operation));
    };
    return made(Operation::socket) + made(Operation::accept) - made(Operation::close);
}

void leaves_nothing_open(Stage& stage) {
    stage.requires_that(returned.left_open <= 0,
                        "no other socket of your code's that is still open",
                        harness::count(static_cast<std::size_t>(returned.left_open), "socket"));
}

// Runs claim_free() and returns what it returned; nothing if it throws. It may come back for a port
// that it was given.
std::optional<Claimed> claims(Stage& stage, const harness::SystemAnswer& system = nullptr) {
    const auto may = [&stage](const Endpoint& where) {
        return where.address == loopback_v4 &&
               (where.port == 0 || has_been_given(stage.doors().seen(), where));
    };
    stage.doors().begins({.may = may, .expected = "a bind to 127.0.0.1:0", .system = system});
    stage.tells_returns_itself();
    std::vector<Port> earlier = std::move(returned.earlier);
    if (returned.where) earlier.push_back(returned.port);
    returned = {.earlier = std::move(earlier),
                .none_to_give = system != nullptr,
                .after_none = returned.none_to_give};
    if (system != nullptr) stage.crash_means(causes::no_port_ends_it);
    const auto sockets_before = open_sockets(stage);
    std::optional<Claimed> result;
    bool threw = false;
    stage.runs("claim_free", [&] {
        try {
            result = claim_free();
        } catch (const stub::NotWritten&) {
            throw;
        } catch (...) {
            if (system == nullptr) throw;
            threw = true;
        }
    });
    stage.waits_until_returned();
    stage.crash_means({});
    returned.left_open = open_sockets(stage) - sockets_before;
    if (threw) {
        stage.step("your claim_free() throws");
        return {};
    }
    if (result->listener.is_open()) --returned.left_open;
    returned.port = result->port;
    returned.where = place_of(stage, result->listener);
    stage.step("your claim_free() returns",
               "port " + to_string(result->port) + ", and " + in_words(returned.where));
    return result;
}

Claimed claims_one(Stage& stage) { return *claims(stage); }

// Where the listener is that claim_free() has opened, if it has kept it or not.
Endpoint claimed_door(Stage& stage) {
    if (returned.where) return *returned.where;
    const harness::DoorsSeen seen = stage.doors().seen();
    stage.requires_that(seen.kept_listener() != nullptr,
                        "a port on 127.0.0.1 that the system chose",
                        "port " + to_string(returned.port) + ", and nothing was opened for it");
    return seen.kept_listener()->given;
}

// While the earlier ones are open.
void reports_its_port(Stage& stage) {
    const Port given = claimed_door(stage).port;
    stage.requires_that(returned.port == given, "port " + to_string(given),
                        "port " + to_string(returned.port));
    const auto& earlier = returned.earlier;
    if (std::find(earlier.begin(), earlier.end(), given) == earlier.end()) return;
    fails(stage, "a port of its own", "port " + to_string(given) + " again",
          causes::returned_again);
}

// What it says when the system has no port to give.
void passes_the_error_on(Stage& stage) {
    const auto none = claims(stage, harness::always(std::errc::address_in_use));
    if (!none) return leaves_nothing_open(stage);
    if (stage.doors().seen().asked.empty()) return;
    stage.fails("an exception: the system has no port to give",
                "port " + to_string(returned.port) + ", and " + in_words(returned.where));
}

std::error_code asks_for(Stage& stage, const Endpoint& door) {
    std::error_code error;
    const TcpListener rival = TcpListener::bind(door, error);
    stage.step("B asks for", to_string(door) + (error ? ": " + harness::name_of(error) : ""));
    return error;
}

// A rival asks for the port, and a client knocks there.
void still_owns(Stage& stage, Claimed& mine) {
    const Endpoint door = claimed_door(stage);
    harness::must_be_ready(stage, mine.listener, "claim_free()");
    stage.requires_that(door.address == loopback_v4, "a listener at 127.0.0.1",
                        "a listener at " + to_string(door));
    const std::error_code error = asks_for(stage, door);
    stage.requires_that(error == std::errc::address_in_use,
                        "B's bind fails with address_in_use: the port has an owner",
                        error ? harness::name_of(error) : "B has it");
    harness::knocks(stage, mine.listener, "claim_free()");
    leaves_nothing_open(stage);
}

// As long as the listener is open, and no longer. (A port that is free is anybody's: that of a
// claim may be somebody else's already when B asks, but hardly three times in a row.)
void lets_go(Stage& stage) {
    std::error_code error;
    for (int tries = 0; tries < 3; ++tries) {
        Claimed mine = claims_one(stage);
        const Endpoint door = claimed_door(stage);
        mine.listener.close();
        stage.step("its caller closes the listener");
        error = asks_for(stage, door);
        if (!error) return;
    }
    fails(stage, "B has it: the listener was closed", harness::name_of(error), causes::still_held);
}

}  // namespace

LOOPBACK_CHECK("3.1", "knows every range's edges") {
    harness::Questions<Port, PortRange> questions{
        .function = "classify",
        .yours = classify,
        .right = causes::right_range,
        .told = {80,    8080,  home_port, 443,   0,     1,     1000,  1022,  1023,  1024,  1025,
                 32767, 32768, 40000,     49150, 49151, 49152, 49153, 50000, 60999, 61000, 65535},
        .beliefs = causes::about_ranges(),
        .by_itself = causes::why_range,
        .untold = every_port(),
        .untold_are = "every port",
        .refusal = [](Port) { return ""; },
    };
    questions.asks(lesson, causes::three_neighborhoods);
}

LOOPBACK_CHECK("3.2", "falls back only when unset") {
    std::vector<Lookup> calls{"8080", nullptr, {"8080", causes::another_fallback}};
    for (const char* text : {"80", "50007", "65535", "0", "1", "http", "80abc", "65536", "65616",
                             "4294967376", "-1", "-65456", "18446744073709551696"}) {
        calls.emplace_back(text);
    }
    calls.emplace_back("8080", causes::another_fallback);
    for (const char* text : {"+80", " 80", "80 ", "8 0", "80\n", "\t80", "0x50", "80.0", "8e1",
                             "80=443", "\xef\xbc\x98", "\xd9\xa8", "", "010", "08"}) {
        calls.emplace_back(text);
    }
    const std::vector<Lookup> others{{"9090", 50007, "WINDOW_PORT"},
                                     {"443", 50007, "web.Port"},
                                     {nullptr, 50007, "web"},
                                     {"65534", home_port},
                                     {nullptr, home_port},
                                     {nullptr, 65535},
                                     {"80", 0},
                                     {"", 0},
                                     {nullptr, 0},
                                     {std::string(400, '9').c_str()}};
    calls.insert(calls.end(), others.begin(), others.end());
    calls.emplace_back("8080", causes::another_fallback);
    auto questions = port_from_with(std::move(calls));
    questions.beliefs = causes::about_variables();
    questions.asks(lesson, causes::from_outside);
}

LOOPBACK_CHECK("3.3", "quotes the bad text") {
    auto questions =
        port_from_with({"80abc", "http", "65536", "-1", "99999999999999999999", "80 #web", "HTTP",
                        " 80 ", "100%s%n", "\"80\"", "C:\\new\\port", "\xc3\xa4\xc3\xb6",
                        "the port, please, of the server that was started for the lesson of today",
                        std::string(120, '8').c_str()});
    questions.lacks = lacks_the_text;
    questions.asks(lesson, causes::from_outside);
}

LOOPBACK_CHECK("3.4", "reports the port it was given") {
    Stage& stage = opens_for_claims(causes::system_chooses);
    const Claimed first = claims_one(stage);
    reports_its_port(stage);
    const Claimed second = claims_one(stage);
    reports_its_port(stage);
    passes_the_error_on(stage);
    const Claimed third = claims_one(stage);
    reports_its_port(stage);
}

LOOPBACK_CHECK("3.5", "still owns it") {
    Stage& stage = opens_for_claims(causes::no_claim);
    stage.doors().have_a_rival();
    Claimed first = claims_one(stage);
    still_owns(stage, first);
    Claimed second = claims_one(stage);
    if (!place_of(stage, first.listener)) {
        fails(stage, "the listener of the first call is still open", "it is closed",
              causes::closed_by_the_next);
    }
    still_owns(stage, second);
    lets_go(stage);
}

LOOPBACK_CHECK("3.6", "uses this machine's range") {
    harness::Questions<Collision, bool> questions{
        .function = "may_collide",
        .yours = [](const Collision& it) { return may_collide(it.port, it.range); },
        .right = causes::lies_in_its_range,
        .told = with_each_range(ports_around),
        .beliefs = causes::about_collisions(ranges[0]),
        .by_itself = causes::why_collision,
        .untold = with_each_range(ports_everywhere),
        .untold_are = "ports all over the numbers",
        .refusal = [](const Collision&) { return ""; },
        .endless = causes::why_endless,
        .instead_of_binding = causes::who_has_it_now,
    };
    questions.asks(lesson, causes::handed_out);
}
