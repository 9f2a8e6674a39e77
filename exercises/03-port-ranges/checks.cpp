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

namespace {

constexpr const char* lesson = "lessons/03-port-ranges";

// ---- the pure functions ----

Port port_of(unsigned number) { return Port(static_cast<std::uint16_t>(number)); }

std::vector<Port> every_port() {
    std::vector<Port> all;
    for (unsigned number = 0; number <= 65535; ++number) all.push_back(port_of(number));
    return all;
}

std::optional<harness::Step> sets_variables(const Lookup& it) {
    harness::platform::set_variable("LOOPBACK_PORT", to_string(causes::in_loopback_port).c_str());
    harness::platform::set_variable("PORT", to_string(causes::in_port).c_str());
    if (!harness::platform::set_variable(it.variable, it.text)) return {};
    const std::string name = it.variable;
    if (it.text == nullptr) return {{name + " is not set", "std::getenv() gives a null pointer"}};
    return {{name + " is set to", quoted(it.text)}};
}

harness::Questions<Lookup, Port> port_from_with(std::vector<Lookup> calls) {
    return {
        .function = "port_from",
        .yours = [](const Lookup& it) { return port_from(it.variable, it.fallback); },
        .right = causes::right_port,
        .told = std::move(calls),
        .beliefs = causes::about_variables(),
        .by_itself = causes::why_port,
        .refusal = [](const Lookup& it) { return quoted(it.text) + " is no port"; },
        .set_up = sets_variables,
        .crash_means = [](const Lookup& it) { return it.text ? Advice{} : causes::why_unset(); },
    };
}

constexpr std::array<EphemeralRange, 5> ranges{{
    {{32768, 60999}, RangeSource::this_machine},        // an untouched Linux
    {{49152, 65535}, RangeSource::documented_default},  // Windows
    {{1024, 65535}, RangeSource::this_machine},         // a busy server's
    {{2000, 2100}, RangeSource::this_machine},
    {{40000, 40000}, RangeSource::this_machine},
}};

std::vector<Port> ports_around(const PortRange& range) {
    std::vector<Port> ports{range.first, range.last, home_port, 0};
    ports.push_back(port_of(range.first.number() - 1u));
    if (range.last < Port{65535}) ports.push_back(port_of(range.last.number() + 1u));
    return ports;
}

template <class PortsFor>
std::vector<Collision> with_each_range(PortsFor ports_for) {
    std::vector<Collision> all;
    for (const EphemeralRange& range : ranges) {
        for (const Port port : ports_for(range)) all.push_back({port, range});
    }
    return all;
}

// ---- claim_free ----

std::optional<Port> claimed;

Stage& opens_for_claims(const char* heading) {
    return Stage::open(lesson, heading,
                       [](const Failure& failure) { return causes::why_claim(failure, claimed); });
}

// Where the listener is that claim_free() has opened and kept.
Endpoint kept_door(Stage& stage) {
    const harness::DoorsSeen seen = stage.doors().seen();
    stage.requires_that(seen.kept_listener() != nullptr,
                        "a port on 127.0.0.1 that the system chose",
                        "port " + to_string(*claimed) + ", and no listener was ever opened");
    return seen.kept_listener()->given;
}

// Runs claim_free() and returns what it returned. It may come back for a port that it was given.
Claimed claims(Stage& stage) {
    const auto may = [&stage](const Endpoint& where) {
        return where.address == loopback_v4 &&
               (where.port == 0 || stage.doors().seen().was_given(where));
    };
    stage.doors().begins({.may = may, .expected = "a bind to 127.0.0.1:0"});
    stage.tells_returns_itself();
    claimed.reset();
    Claimed result;
    stage.runs("claim_free", [&result] { result = claim_free(); });
    stage.waits_until_returned();
    claimed = result.port;
    stage.step("your claim_free() returns",
               "port " + to_string(result.port) + ", and " + harness::in_words(result.listener));
    return result;
}

// A rival asks for the port, and a client knocks there.
void still_owns(Stage& stage, Claimed& mine) {
    const Endpoint door = kept_door(stage);
    std::error_code error;
    const TcpListener rival = TcpListener::bind(door, error);
    stage.step("B asks for", to_string(door));
    stage.requires_that(error == std::errc::address_in_use,
                        "B's bind fails with address_in_use: the port has an owner",
                        error ? harness::name_of(error) : "B has it");
    harness::knocks(stage, mine.listener, "claim_free()");
}

}  // namespace

LOOPBACK_CHECK("3.1", "knows every range's edges") {
    harness::Questions<Port, PortRange> questions{
        .function = "classify",
        .yours = classify,
        .right = causes::right_range,
        .told = {80, 8080, home_port, 0, 1, 1023, 1024, 32767, 32768, 40000, 49151, 49152, 65535},
        .beliefs = causes::about_ranges(),
        .by_itself = causes::why_range,
        .untold = every_port(),
        .untold_are = "every port",
    };
    questions.asks(lesson, causes::three_neighborhoods);
}

LOOPBACK_CHECK("3.2", "falls back only when unset") {
    auto questions =
        port_from_with({nullptr, "8080", Lookup{"9090", 50007, "WINDOW_PORT"},
                        Lookup{nullptr, home_port}, "65535", "0", "http", "80abc", "65536", "65616",
                        "4294967376", "-1", "+80", " 80", "80 ", "0x50", ""});
    questions.asks(lesson, causes::from_outside);
}

LOOPBACK_CHECK("3.3", "quotes the bad text") {
    auto questions = port_from_with(
        {{"80abc"}, {"http"}, {"65536"}, {"-1"}, {"99999999999999999999"}, {"80 #web"}});
    questions.lacks = [](const causes::Taken& one) {
        const std::string text = one.question.text;
        const bool has_it = one.answer.what.find(text) != std::string::npos;
        return has_it ? "" : "a message with " + quoted(text) + " in it";
    };
    questions.asks(lesson, causes::from_outside);
}

LOOPBACK_CHECK("3.4", "reports the port it was given") {
    Stage& stage = opens_for_claims(causes::system_chooses);
    const Claimed mine = claims(stage);
    const Port given = kept_door(stage).port;
    stage.requires_that(mine.port == given, "port " + to_string(given),
                        "port " + to_string(mine.port));
}

LOOPBACK_CHECK("3.5", "still owns it") {
    Stage& stage = opens_for_claims(causes::no_claim);
    stage.doors().have_a_rival();
    Claimed first = claims(stage);
    still_owns(stage, first);
    Claimed second = claims(stage);
    still_owns(stage, second);
}

LOOPBACK_CHECK("3.6", "uses this machine's range") {
    harness::Questions<Collision, bool> questions{
        .function = "may_collide",
        .yours = [](const Collision& it) { return may_collide(it.port, it.range); },
        .right = causes::lies_in_its_range,
        .told = with_each_range(ports_around),
        .beliefs = causes::about_collisions(),
        .by_itself = causes::why_collision,
        .untold = with_each_range([](const PortRange&) { return every_port(); }),
        .untold_are = "every port",
        .endless = causes::why_endless,
    };
    questions.asks(lesson, causes::handed_out);
}
