#pragma once

// What open_private() and open_at() are judged by: what they may bind, and who knocks there.

#include <exception>
#include <string>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/not_written.hpp"
#include "harness/options.hpp"
#include "harness/stage.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"

namespace opening {

using harness::Peer;
using harness::SeenCall;
using harness::Stage;

/// One call after the other of open_private() or open_at().
struct OpenScene {
    Stage* stage = nullptr;
    causes::Opening opening;
};

inline void knocks(Stage& stage, TcpListener& door, const char* function) {
    const std::string expected =
        "A's connection comes out of the listener that " + std::string(function) + "() returned";
    stage.requires_that(door.is_open(), "an open listener", "a listener that is not open");
    Peer& client = stage.peer();
    client.connects(door.local_endpoint());
    std::error_code error;
    const Accepted knock = door.accept(error, harness::scaled(std::chrono::seconds{1}));
    stage.requires_that(!error, expected, error ? harness::name_of(error) : "");
    stage.requires_that(knock.peer == client.endpoint(), expected,
                        "that of " + to_string(knock.peer));
}

// Runs open_private(port), which may bind 127.0.0.1 and that port, and nothing else. Returns a
// closed listener if somebody else was faster and has the port.
inline TcpListener opens_private(OpenScene& scene, Port port) {
    Stage& stage = *scene.stage;
    scene.opening = {{loopback_v4, port}};
    stage.may_bind([&stage, &scene](const SeenCall& bind) {
        scene.opening.bind = bind;
        if (bind.where != scene.opening.wanted) {
            stage.fails("a bind to " + to_string(scene.opening.wanted),
                        harness::stopped_bind(bind));
        }
        stage.step("your code binds", to_string(bind.where));
        return true;
    });
    TcpListener door;
    bool taken = false;
    stage.step("open_private(" + to_string(port) + ')');
    stage.runs("open_private", [&] {
        try {
            door = open_private(port);
        } catch (const SocketError& failure) {
            if (port == 0 || failure.code() != std::errc::address_in_use) throw;
            taken = true;
        }
    });
    stage.waits_until_returned();
    if (!taken) {
        stage.requires_that(door.is_open(), "a listener on " + to_string(scene.opening.wanted),
                            "a listener that is not open");
    }
    return door;
}

inline TcpListener opens_private_on_a_free_port(OpenScene& scene) {
    for (int tries = 0; tries < 10; ++tries) {
        const Port port = TcpListener::bind({loopback_v4, 0}).local_endpoint().port;
        TcpListener door = opens_private(scene, port);
        if (door.is_open()) return door;
    }
    scene.stage->fails("a free port", "ten ports that others took at once; try again");
}

inline std::string in_words(Exposure asked) {
    return asked == expose_to_network ? "expose_to_network" : "loopback_only";
}

// One call of open_at(). What is bound beyond loopback is stopped here: the kernel never hears of
// it.
inline TcpListener open_at_is_called(OpenScene& scene, const Endpoint& where, Exposure asked) {
    Stage& stage = *scene.stage;
    scene.opening = {where, asked == expose_to_network};
    stage.may_bind([&stage, &scene](const SeenCall& bind) {
        const causes::Opening& opening = scene.opening;
        scene.opening.bind = bind;
        const bool is_private = bind.where.address.is_loopback();
        if (!is_private && !opening.asked) {
            stage.fails("no bind beyond loopback: nobody has asked for it",
                        harness::stopped_bind(bind));
        }
        if (bind.where != opening.wanted) {
            const bool may = opening.asked || opening.wanted.address.is_loopback();
            stage.fails(may ? "a bind to " + to_string(opening.wanted)
                            : "no bind: nobody has asked for one beyond loopback",
                        harness::stopped_bind(bind));
        }
        stage.step("your code binds", to_string(bind.where));
        if (!is_private) stage.step("the check stops that", "permission_denied");
        return is_private;
    });
    TcpListener door;
    stage.step("open_at(" + to_string(where) + ", " + in_words(asked) + ')');
    stage.runs("open_at", [&] {
        try {
            door = open_at(where, asked);
            const harness::HarnessThread mark;
            stage.step("it returns", door.is_open()
                                         ? "a listener on " + to_string(door.local_endpoint())
                                         : "a listener that is not open");
        } catch (const stub::NotWritten&) {
            throw;
        } catch (const std::exception& failure) {
            scene.opening.threw = failure.what();
            stage.step("it throws", quoted(scene.opening.threw, 100));
        }
    });
    stage.waits_until_returned();
    return door;
}

inline void opens(OpenScene& scene, const Endpoint& where, Exposure asked) {
    TcpListener door = open_at_is_called(scene, where, asked);
    const bool was_bound = scene.opening.bind.has_value();
    const std::string trouble =
        scene.opening.threw.empty() ? "a listener that is not open" : "it throws an exception";
    scene.stage->requires_that(was_bound, "a bind to " + to_string(where), "none: " + trouble);
    scene.stage->requires_that(door.is_open(), "a listener on " + to_string(where), trouble);
    knocks(*scene.stage, door, "open_at");
}

inline void refuses(OpenScene& scene, const Endpoint& where) {
    open_at_is_called(scene, where, Exposure::loopback_only);
    scene.stage->requires_that(!scene.opening.threw.empty(),
                               "an exception: the network could reach " + to_string(where),
                               "it returns as if all was well");
}

inline void asks_to_expose(OpenScene& scene, const Endpoint& where) {
    open_at_is_called(scene, where, expose_to_network);
    scene.stage->requires_that(scene.opening.bind.has_value(),
                               "a bind to " + to_string(where) + ", as the user has asked",
                               "no bind");
}

}  // namespace opening
