// What the five functions of exercise 04 must do, as scripts: who does what, and what must come of
// it (for open_private() and open_at(): opening.hpp). What a failure means is in the files whose
// names end in causes.hpp.

#include "harness/check.hpp"

#include <exception>
#include <utility>

#include "audit_causes.hpp"
#include "causes.hpp"
#include "exercise.hpp"
#include "harness/not_written.hpp"
#include "harness/stage.hpp"
#include "opening.hpp"
#include "reach_causes.hpp"

using namespace std::string_literals;
using causes::in_words;
using harness::Failure;
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
    } catch (const stub::NotWritten&) {
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
                    {"2001:db8::5", Reach::anyone},
                    {"224.0.0.251", Reach::anyone},
                    {"239.1.2.3", Reach::anyone},
                    {"ff02::1", Reach::anyone},
                    {"ff0e::1", Reach::anyone}},
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
    static opening::OpenScene scene;
    Stage& stage = Stage::open(lesson, [](const Failure& failure) {
        return causes::why_open_private(failure, scene.opening);
    });
    scene.stage = &stage;
    for (const bool system_chooses : {true, false}) {
        TcpListener door = system_chooses ? opening::opens_private(scene, 0)
                                          : opening::opens_private_on_a_free_port(scene);
        opening::knocks(stage, door, "open_private");
    }
}

LOOPBACK_CHECK("4.5", "exposes only when asked") {
    static opening::OpenScene scene;
    Stage& stage = Stage::open(
        lesson, [](const Failure& failure) { return causes::why_open_at(failure, scene.opening); });
    scene.stage = &stage;
    stage.tells_returns_itself();
    opening::opens(scene, {loopback_v4, 0}, Exposure::loopback_only);
    opening::refuses(scene, {any_v4, home_port});
    opening::refuses(scene, {any_v6, home_port});
    opening::refuses(scene, {parse_address("192.168.1.7"), 0});
    opening::refuses(scene, {parse_address("fe80::7"), 0});
    opening::asks_to_expose(scene, {any_v4, home_port});
    opening::asks_to_expose(scene, {any_v6, 50007});
    opening::asks_to_expose(scene, {parse_address("192.168.1.7"), 0});
    opening::opens(scene, {loopback_v4, 0}, expose_to_network);
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
