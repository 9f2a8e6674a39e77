// What the five functions of exercise 04 must do, as scripts: who does what, and what must come of
// it. What a failure means is in causes.hpp.

#include "harness/check.hpp"

#include <exception>
#include <memory>
#include <utility>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/not_written.hpp"
#include "harness/options.hpp"
#include "harness/stage.hpp"
#include "harness/thread.hpp"
#include "harness/words.hpp"

using namespace std::string_literals;
using causes::in_words;
using harness::Failure;
using harness::Peer;
using harness::SeenCall;
using harness::Stage;

namespace {

constexpr const char* lesson = "lessons/04-bind-and-exposure";

// ---- reach ----

struct Case {
    const char* address;
    Reach right;
};

// What is wanted of an answer.
enum class Wanted { exactly_this, this_machine_or_not };

using Why = causes::Advice (*)(const causes::Answers&, const causes::Reached&);

void reach_is_asked(const std::vector<Case>& cases, Wanted wanted, Why why) {
    static causes::Answers answers;
    static std::optional<causes::Reached> wrong;
    Stage& stage = Stage::open(lesson, [why](const Failure& failure) {
        if (failure.verdict != harness::Verdict::fail || !wrong) return causes::Advice{};
        return why(answers, *wrong);
    });
    stage.runs("reach", [&] {
        for (const Case& one : cases) {
            const IpAddress address = parse_address(one.address);
            answers.push_back({address, one.right, reach(address)});
        }
        for (const causes::Reached& one : answers) {
            stage.step("reach(" + to_string(one.address) + ')', in_words(one.answer));
            const bool is_here = one.answer == Reach::this_machine;
            const bool is_good = wanted == Wanted::exactly_this
                                     ? one.answer == one.right
                                     : is_here == (one.right == Reach::this_machine);
            if (is_good) continue;
            wrong = one;
            stage.fails(wanted == Wanted::this_machine_or_not && is_here
                            ? "anything but this_machine"
                            : in_words(one.right),
                        in_words(one.answer));
        }
    });
    stage.waits_until_returned();
}

// ---- open_private, open_at ----

struct OpenScene {
    Stage* stage = nullptr;
    causes::Opening opening;
};

void knocks(Stage& stage, TcpListener& door, const char* function) {
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
TcpListener opens_private(OpenScene& scene, Port port) {
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

TcpListener opens_private_on_a_free_port(OpenScene& scene) {
    for (int tries = 0; tries < 10; ++tries) {
        const Port port = TcpListener::bind({loopback_v4, 0}).local_endpoint().port;
        TcpListener door = opens_private(scene, port);
        if (door.is_open()) return door;
    }
    scene.stage->fails("a free port", "ten ports that others took at once; try again");
}

std::string in_words(Exposure asked) {
    return asked == expose_to_network ? "expose_to_network" : "loopback_only";
}

// One call of open_at(). What is bound beyond loopback is stopped here: the kernel never hears of
// it.
TcpListener open_at_is_called(OpenScene& scene, const Endpoint& where, Exposure asked) {
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
        } catch (const harness::NotWritten&) {
            throw;
        } catch (const std::exception& failure) {
            scene.opening.threw = failure.what();
            stage.step("it throws", quoted(scene.opening.threw, 100));
        }
    });
    stage.waits_until_returned();
    return door;
}

void opens(OpenScene& scene, const Endpoint& where, Exposure asked) {
    TcpListener door = open_at_is_called(scene, where, asked);
    const bool was_bound = scene.opening.bind.has_value();
    const std::string trouble =
        scene.opening.threw.empty() ? "a listener that is not open" : "it throws an exception";
    scene.stage->requires_that(was_bound, "a bind to " + to_string(where), "none: " + trouble);
    scene.stage->requires_that(door.is_open(), "a listener on " + to_string(where), trouble);
    knocks(*scene.stage, door, "open_at");
}

void refuses(OpenScene& scene, const Endpoint& where) {
    open_at_is_called(scene, where, Exposure::loopback_only);
    scene.stage->requires_that(!scene.opening.threw.empty(),
                               "an exception: the network could reach " + to_string(where),
                               "it returns as if all was well");
}

void asks_to_expose(OpenScene& scene, const Endpoint& where) {
    open_at_is_called(scene, where, expose_to_network);
    scene.stage->requires_that(scene.opening.bind.has_value(),
                               "a bind to " + to_string(where) + ", as the user has asked",
                               "no bind");
}

// ---- door ----

struct DoorScene {
    Stage* stage = nullptr;
    std::optional<causes::Asked> asked;
};

void door_is_called(DoorScene& scene, const std::string& host, Port port, bool is_good) {
    scene.asked = {host, port, is_good};
    const std::string call = "door(" + quoted(host) + ", " + to_string(port) + ')';
    try {
        scene.asked->answer = door(host, port);
        scene.stage->step(call, "gives " + to_string(*scene.asked->answer));
    } catch (const harness::NotWritten&) {
        throw;
    } catch (const std::exception& failure) {
        scene.stage->step(call, "throws " + quoted(failure.what(), 100));
    }
}

void is_read(DoorScene& scene, const std::string& host, Port port) {
    door_is_called(scene, host, port, true);
    const Endpoint right{parse_address(host), port};
    const auto& answer = scene.asked->answer;
    scene.stage->requires_that(answer == right, to_string(right),
                               answer ? to_string(*answer) : "it throws an exception");
}

void is_refused(DoorScene& scene, const std::string& host) {
    door_is_called(scene, host, 50007, false);
    const auto& answer = scene.asked->answer;
    scene.stage->requires_that(!answer,
                               "an exception: " + quoted(host) + " is no address in digits",
                               answer ? to_string(*answer) : "");
}

// ---- audit ----

Listener listener(const char* endpoint, const std::string& program, std::uint32_t process,
                  Protocol protocol = Protocol::tcp) {
    return {parse_endpoint(endpoint), protocol, process, program, {}};
}

std::string in_words(const std::vector<Listener>& doors) {
    if (doors.empty()) return "none";
    std::string text;
    for (const Listener& one : doors) {
        text += (text.empty() ? "" : ", ") +
                std::string(one.protocol == Protocol::udp ? "udp " : "") + to_string(one.endpoint);
    }
    return text;
}

std::vector<std::vector<Listener>> machines() {
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
    reach_is_asked({{"127.0.0.1", Reach::this_machine},
                    {"127.0.0.2", Reach::this_machine},
                    {"127.0.0.53", Reach::this_machine},
                    {"127.8.8.8", Reach::this_machine},
                    {"127.0.0.0", Reach::this_machine},
                    {"127.255.255.254", Reach::this_machine},
                    {"::1", Reach::this_machine},
                    {"::ffff:127.0.0.1", Reach::this_machine},
                    {"::ffff:127.9.9.9", Reach::this_machine},
                    {"126.255.255.255", Reach::anyone},
                    {"128.0.0.1", Reach::anyone},
                    {"1.0.0.127", Reach::anyone},
                    {"::2", Reach::anyone},
                    {"1::1", Reach::anyone},
                    {"7f00::1", Reach::anyone},
                    {"::ffff:8.8.8.8", Reach::anyone}},
                   Wanted::this_machine_or_not, causes::why_reach_loopback);
}

LOOPBACK_CHECK("4.2", "knows :: and 0.0.0.0") {
    const auto why = [](const causes::Answers&, const causes::Reached& wrong) {
        return causes::why_reach_anyone(wrong);
    };
    reach_is_asked({{"0.0.0.0", Reach::anyone},
                    {"::", Reach::anyone},
                    {"::ffff:0.0.0.0", Reach::anyone},
                    {"203.0.113.5", Reach::anyone},
                    {"8.8.8.8", Reach::anyone},
                    {"2001:db8::5", Reach::anyone}},
                   Wanted::exactly_this, why);
}

LOOPBACK_CHECK("4.3", "knows private and link-local") {
    reach_is_asked({{"192.168.1.7", Reach::local_network},
                    {"10.0.0.1", Reach::local_network},
                    {"172.16.0.1", Reach::local_network},
                    {"172.31.255.255", Reach::local_network},
                    {"100.64.0.1", Reach::local_network},
                    {"169.254.7.7", Reach::this_link},
                    {"fd00::7", Reach::local_network},
                    {"fc00::7", Reach::local_network},
                    {"fe80::7", Reach::this_link},
                    {"febf::7", Reach::this_link},
                    {"::ffff:192.168.1.7", Reach::local_network},
                    {"::ffff:169.254.7.7", Reach::this_link},
                    {"172.15.255.255", Reach::anyone},
                    {"172.32.0.0", Reach::anyone},
                    {"192.167.255.255", Reach::anyone},
                    {"192.169.0.0", Reach::anyone},
                    {"169.253.255.255", Reach::anyone},
                    {"169.255.0.0", Reach::anyone},
                    {"100.63.255.255", Reach::anyone},
                    {"100.128.0.0", Reach::anyone},
                    {"9.255.255.255", Reach::anyone},
                    {"11.0.0.0", Reach::anyone},
                    {"fbff::7", Reach::anyone},
                    {"fe00::7", Reach::anyone},
                    {"fec0::7", Reach::anyone},
                    {"a00::1", Reach::anyone}},
                   Wanted::exactly_this, causes::why_reach_private);
}

LOOPBACK_CHECK("4.4", "opens privately") {
    static OpenScene scene;
    Stage& stage = Stage::open(lesson, [](const Failure& failure) {
        return causes::why_open_private(failure, scene.opening);
    });
    scene.stage = &stage;
    for (const bool system_chooses : {true, false}) {
        TcpListener door =
            system_chooses ? opens_private(scene, 0) : opens_private_on_a_free_port(scene);
        knocks(stage, door, "open_private");
    }
}

LOOPBACK_CHECK("4.5", "exposes only when asked") {
    static OpenScene scene;
    Stage& stage = Stage::open(
        lesson, [](const Failure& failure) { return causes::why_open_at(failure, scene.opening); });
    scene.stage = &stage;
    stage.tells_returns_itself();
    opens(scene, {loopback_v4, 0}, Exposure::loopback_only);
    refuses(scene, {any_v4, home_port});
    refuses(scene, {any_v6, home_port});
    refuses(scene, {parse_address("192.168.1.7"), 0});
    refuses(scene, {parse_address("fe80::7"), 0});
    asks_to_expose(scene, {any_v4, home_port});
    asks_to_expose(scene, {any_v6, 50007});
    asks_to_expose(scene, {parse_address("192.168.1.7"), 0});
    opens(scene, {loopback_v4, 0}, expose_to_network);
}

LOOPBACK_CHECK("4.6", "opens nothing for an empty or misspelt host") {
    static DoorScene scene;
    Stage& stage = Stage::open(
        lesson, [](const Failure& failure) { return causes::why_door(failure, scene.asked); });
    scene.stage = &stage;
    stage.may_bind([&stage](const SeenCall& bind) -> bool {
        if (scene.asked) scene.asked->binds = true;
        stage.fails("no bind", harness::stopped_bind(bind));
    });
    stage.runs("door", [] {
        is_read(scene, "127.0.0.1", 62893);
        is_read(scene, "::1", 8080);
        is_read(scene, "0.0.0.0", 50007);
        is_read(scene, "192.168.1.7", 0);
        is_read(scene, "::", 65535);
        is_refused(scene, "localhost");
        for (const std::string& host : {""s,
                                        "127.0.0.l"s,
                                        "127.0.0.256"s,
                                        "127.0.0"s,
                                        "127.1"s,
                                        "0"s,
                                        "*"s,
                                        " "s,
                                        "[::1]"s,
                                        ":::1"s,
                                        "::g"s,
                                        "0177.0.0.1"s,
                                        "0x7f000001"s,
                                        "127.0.0.1 "s,
                                        " 127.0.0.1"s,
                                        "127.0.0.1\n"s,
                                        "127.0.0.1:62893"s,
                                        "127.0.0.1,0.0.0.0"s,
                                        "127.0.0.1\0.0.0.0"s,
                                        "::1\0"s,
                                        "locahost"s}) {
            is_refused(scene, host);
        }
    });
    stage.waits_until_returned();
}

LOOPBACK_CHECK("4.7", "audits IPv6 too") {
    static std::vector<causes::Audited> audits;
    Stage& stage = Stage::open(
        lesson, [](const Failure& failure) { return causes::why_audit(failure, audits); });
    stage.runs("audit", [&stage] {
        for (const std::vector<Listener>& doors : machines()) {
            stage.step("a machine has", in_words(doors));
            const std::vector<Listener> answer = audit(doors);
            audits.push_back({doors, answer});
            stage.step("audit() picks", in_words(answer));
            const std::vector<Listener> right = causes::right_answer(doors);
            stage.requires_that(causes::are_same(answer, right), in_words(right), in_words(answer));
        }
    });
    stage.waits_until_returned();
}
