// What the four functions of exercise 03 must do, as scripts: who does what, and what must come of
// it. What a failure means is in causes.hpp and claiming.hpp.

#include "harness/check.hpp"

#include <array>

#include "causes.hpp"
#include "claiming.hpp"
#include "exercise.hpp"
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
using harness::Peer;
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

struct ClaimScene {
    std::optional<Port> claimed;
};

// Runs claim_free() and returns what it returned.
Claimed claims(Stage& stage, ClaimScene& scene) {
    Claimed result;
    stage.runs("claim_free", [&stage, &scene, &result] {
        Claimed claimed = claim_free();
        const harness::HarnessThread mark;
        result = std::move(claimed);
        scene.claimed = result.port;
        stage.step("claim_free() says", "port " + to_string(result.port));
    });
    stage.waits_until_returned();
    stage.requires_that(claiming::ledger.kept().has_value(),
                        "a port on 127.0.0.1 that the system chose",
                        "port " + to_string(result.port) + ", and no listener was ever opened");
    return result;
}

// A rival asks for the port, and a client knocks there.
void still_owns(Stage& stage, Claimed& claimed) {
    const Port given = claiming::ledger.kept()->given;
    const Endpoint door{loopback_v4, given};
    std::error_code error;
    TcpListener rival = TcpListener::bind(door, error);
    stage.step("B asks for", to_string(door));
    stage.requires_that(error == std::errc::address_in_use,
                        "B's bind fails with address_in_use: the port has an owner",
                        error ? harness::name_of(error) : "B has it");
    stage.requires_that(claimed.listener.is_open(), "an open listener at " + to_string(door),
                        "a listener that is not open");
    Peer& a = stage.peer();
    a.connects(door);
    const Accepted knock = claimed.listener.accept(error, harness::scaled(std::chrono::seconds{1}));
    const std::string expected = "A's connection comes out of the listener that you return";
    stage.requires_that(!error, expected, error ? harness::name_of(error) : "");
    stage.requires_that(knock.peer == a.endpoint(), expected, "that of " + to_string(knock.peer));
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
    static ClaimScene scene;
    Stage& stage = Stage::open(
        lesson, [](const Failure& failure) { return claiming::why(failure, scene.claimed); });
    claiming::ledger.open(stage, claiming::Rival::none);
    const Claimed claimed = claims(stage, scene);
    const std::string given = to_string(claiming::ledger.kept()->given);
    stage.requires_that(to_string(claimed.port) == given, "port " + given,
                        "port " + to_string(claimed.port));
}

LOOPBACK_CHECK("3.5", "still owns it") {
    static ClaimScene scene;
    Stage& stage = Stage::open(
        lesson, [](const Failure& failure) { return claiming::why(failure, scene.claimed); });
    claiming::ledger.open(stage, claiming::Rival::takes_what_is_let_go);
    Claimed first = claims(stage, scene);
    still_owns(stage, first);
    Claimed second = claims(stage, scene);
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
