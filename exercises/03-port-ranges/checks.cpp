// What the four functions of exercise 03 must do, as scripts: who does what, and what must come of
// it. What a failure means is in causes.hpp and claiming.hpp.

#include "harness/check.hpp"

#include <array>
#include <atomic>
#include <exception>

#include "causes.hpp"
#include "claiming.hpp"
#include "exercise.hpp"
#include "harness/not_written.hpp"
#include "harness/options.hpp"
#include "harness/platform.hpp"
#include "harness/stage.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"

using causes::in_words;
using harness::Failure;
using harness::Peer;
using harness::Stage;

namespace {

constexpr const char* lesson = "lessons/03-port-ranges";

std::string shown(const std::string& message) { return quoted(message, 200); }

Port port_of(unsigned number) { return Port(static_cast<std::uint16_t>(number)); }

// ---- port_from ----

struct PortFromScene {
    Stage* stage = nullptr;
    std::optional<causes::Asked> asked;
    causes::Decoys decoys{1111, 2222, 0};
    bool text_is_bad = false;
};

constexpr const char* door_variable = "DOOR_PORT";
constexpr const char* other_variable = "WINDOW_PORT";

// Sets variables that nobody asks for, and opens the stage.
Stage& opens_for_port_from(PortFromScene& scene) {
    harness::platform::set_variable("LOOPBACK_PORT", to_string(scene.decoys.loopback_port).c_str());
    harness::platform::set_variable("PORT", to_string(scene.decoys.port).c_str());
    Stage& stage = Stage::open(lesson, [&scene](const Failure& failure) {
        return causes::why_port_from(failure, scene.asked, scene.decoys, scene.text_is_bad);
    });
    scene.stage = &stage;
    return stage;
}

// Calls port_from(); what it throws is an answer too.
causes::Asked ask(const char* variable, std::optional<std::string> text, Port fallback) {
    causes::Asked asked{variable, std::move(text), fallback, {}, {}};
    try {
        asked.port = port_from(variable, fallback);
    } catch (const stub::NotWritten&) {
        throw;
    } catch (const std::exception& failure) {
        asked.message = failure.what();
    }
    return asked;
}

// One call with the variable set to `text`, or not set. False if this system cannot set it so.
bool port_from_is_called(PortFromScene& scene, const char* variable,
                         std::optional<std::string> text, Port fallback) {
    const char* value = text ? text->c_str() : nullptr;
    if (!harness::platform::set_variable(variable, value)) return false;
    scene.stage->step(std::string(variable) + (text ? " is set to" : " is not set"),
                      text ? quoted(*text) : "std::getenv() gives a null pointer");
    scene.stage->crash_means(text ? harness::Advice{} : causes::why_unset());
    scene.asked = ask(variable, std::move(text), fallback);
    scene.stage->step(std::string("port_from(\"") + variable + "\", " + to_string(fallback) + ')',
                      scene.asked->port ? "gives " + to_string(*scene.asked->port)
                                        : "throws " + shown(scene.asked->message));
    return true;
}

void gives(PortFromScene& scene, const char* variable, std::optional<std::string> text,
           Port fallback, Port expected) {
    scene.text_is_bad = false;
    if (!port_from_is_called(scene, variable, std::move(text), fallback)) return;
    const causes::Asked& asked = *scene.asked;
    scene.stage->requires_that(
        asked.port == expected, to_string(expected),
        asked.port ? to_string(*asked.port) : "it throws " + shown(asked.message));
    scene.decoys.earlier = expected;
}

void refuses(PortFromScene& scene, const std::string& text) {
    scene.text_is_bad = true;
    if (!port_from_is_called(scene, door_variable, text, 50007)) return;
    scene.stage->requires_that(!scene.asked->port, "an exception: " + quoted(text) + " is no port",
                               scene.asked->port ? to_string(*scene.asked->port) : "");
}

void refuses_and_quotes(PortFromScene& scene, const std::string& text) {
    refuses(scene, text);
    const std::string& message = scene.asked->message;
    scene.stage->requires_that(message.find(text) != std::string::npos,
                               "a message with " + quoted(text) + " in it",
                               message.empty() ? "a message without a word" : shown(message));
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

// ---- may_collide ----

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

std::string in_words(bool answer) { return answer ? "true" : "false"; }

}  // namespace

LOOPBACK_CHECK("3.1", "knows every range's edges") {
    static std::vector<causes::Classified> answers;
    static std::optional<causes::Classified> wrong;
    Stage& stage = Stage::open(lesson, [](const Failure& failure) {
        return causes::why_classify(failure, answers, wrong);
    });
    stage.runs("classify", [&stage] {
        for (const Port port :
             {Port{80}, Port{8080}, home_port, Port{0}, Port{1}, Port{1023}, Port{1024},
              Port{32767}, Port{32768}, Port{40000}, Port{49151}, Port{49152}, Port{65535}}) {
            answers.push_back({port, classify(port)});
        }
        const auto must_be_right = [&stage](const causes::Classified& one) {
            if (one.is_right()) return;
            wrong = one;
            stage.fails(in_words(causes::right_range(one.port)), in_words(one.answer));
        };
        for (const causes::Classified& one : answers) {
            stage.step("classify(" + to_string(one.port) + ')', in_words(one.answer));
            must_be_right(one);
        }
        for (unsigned number = 0; number <= 65535; ++number) {
            const Port port = port_of(number);
            const causes::Classified one{port, classify(port)};
            if (!one.is_right()) {
                stage.step("classify(" + to_string(port) + ')', in_words(one.answer));
            }
            must_be_right(one);
        }
        stage.step("classify() of every port", "as it should be");
    });
    stage.waits_until_returned();
}

LOOPBACK_CHECK("3.2", "falls back only when unset") {
    static PortFromScene scene;
    Stage& stage = opens_for_port_from(scene);
    stage.runs("port_from", [] {
        gives(scene, door_variable, {}, 50007, 50007);
        gives(scene, door_variable, "8080", 50007, 8080);
        gives(scene, other_variable, "9090", 50007, 9090);
        gives(scene, door_variable, {}, home_port, home_port);
        gives(scene, door_variable, "65535", 50007, 65535);
        gives(scene, door_variable, "0", 50007, 0);
        for (const char* text : {"http", "80abc", "65536", "65616", "4294967376", "-1", "+80",
                                 " 80", "80 ", "0x50", ""}) {
            refuses(scene, text);
        }
    });
    stage.waits_until_returned();
}

LOOPBACK_CHECK("3.3", "quotes the bad text") {
    static PortFromScene scene;
    Stage& stage = opens_for_port_from(scene);
    stage.runs("port_from", [] {
        for (const char* text :
             {"80abc", "http", "65536", "-1", "99999999999999999999", "80 #web"}) {
            refuses_and_quotes(scene, text);
        }
    });
    stage.waits_until_returned();
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
    static std::vector<causes::Collision> answers;
    static std::optional<causes::Collision> wrong;
    static std::atomic<const EphemeralRange*> asked{ranges.data()};
    Stage& stage = Stage::open(lesson, [](const Failure& failure) {
        return causes::why_may_collide(failure, answers, wrong, *asked.load());
    });
    stage.runs("may_collide", [&stage] {
        for (const EphemeralRange& range : ranges) {
            asked = &range;
            for (const Port port : ports_around(range)) {
                answers.push_back({port, range, may_collide(port, range)});
            }
        }
        const auto must_be_right = [&stage](const causes::Collision& one) {
            const bool right = one.range.contains(one.port);
            if (one.answer == right) return;
            wrong = one;
            stage.fails(in_words(right), in_words(one.answer));
        };
        const auto tell = [&stage](const causes::Collision& one) {
            stage.step("may_collide(" + to_string(one.port) + ", " + in_words(one.range) + ')',
                       in_words(one.answer));
        };
        for (const causes::Collision& one : answers) {
            tell(one);
            must_be_right(one);
        }
        for (const EphemeralRange& range : ranges) {
            asked = &range;
            for (unsigned number = 0; number <= 65535; ++number) {
                const Port port = port_of(number);
                const causes::Collision one{port, range, may_collide(port, range)};
                if (one.answer != range.contains(port)) tell(one);
                must_be_right(one);
            }
        }
    });
    stage.waits_until_returned();
}
