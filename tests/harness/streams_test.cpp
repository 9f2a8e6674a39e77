// Causes that no answer of an exercise shows yet, and the list that they stand in.

#include "harness/streams.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "harness/servers.hpp"

namespace servers = harness::servers;
namespace streams = harness::streams;
using harness::Advice;
using harness::Case;
using harness::Failure;
using harness::Verdict;

namespace {

Failure failure_of(std::string expected, std::string received) {
    Failure failure;
    failure.peer.emplace();
    failure.peer->name = "A";
    failure.peer->expected = std::move(expected);
    failure.peer->received = std::move(received);
    failure.talk.emplace();
    return failure;
}

std::string never(const Case&) { return ""; }
std::string always(const Case& one) { return "it is " + one.who(); }
std::string too_late(const Case&) { return "this one is not asked"; }

std::string text_of(const std::string& path) {
    const char* root = std::getenv("LOOPBACK_ROOT");
    std::ifstream file{std::string(root != nullptr ? root : ".") + '/' + path};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("the first cause that the evidence shows is told, under its heading") {
    const Failure failure = failure_of("", "");
    const Advice advice = harness::first_of({failure, "f()", "the client"},
                                            {{never, "One"}, {always, "Two"}, {too_late, "Three"}});
    CHECK(advice.cause == "it is A");
    CHECK(advice.heading == "Two");
    CHECK(harness::first_of({failure, "f()", "the client"}, {{never, "One"}}).cause.empty());
}

TEST_CASE("a rest is forgotten only if the peer lacks it") {
    Failure failure = failure_of("hello", "hel");
    harness::SeenCall send;
    send.function = "send";
    send.size = 5;
    send.result = 3;
    failure.talk->lost_rest = failure.talk->last_send = send;
    const Case one{failure, "f()", "the client"};
    CHECK(streams::forgot_the_rest(one).find("was given 5 bytes and took 3") != std::string::npos);
    failure.peer->received = "hello";
    CHECK(streams::forgot_the_rest(one).empty());
}

TEST_CASE("only a reset that was made is taken for the end") {
    Failure failure = failure_of("", "");
    const Case one{failure, "f()", "the server"};
    CHECK(streams::took_a_reset_for_the_end(one).empty());
    failure.peer->has_reset = true;
    CHECK_FALSE(streams::took_a_reset_for_the_end(one).empty());
    failure.verdict = Verdict::stuck;
    CHECK(streams::took_a_reset_for_the_end(one).empty());
}

TEST_CASE("the error of one connection ends a server only if it has left it") {
    Failure failure = failure_of("", "");
    failure.error = std::make_error_code(std::errc::connection_reset);
    const Case one{failure, "serve()", "the client"};
    CHECK(servers::one_ended_it_for_all(one).empty());
    failure.verdict = Verdict::crashed;
    CHECK_FALSE(servers::one_ended_it_for_all(one).empty());
    failure.error = std::make_error_code(std::errc::too_many_files_open);
    CHECK(servers::one_ended_it_for_all(one).empty());
}

TEST_CASE("the example in stage.hpp is the one that is compiled and runs") {
    const std::string compiled = text_of("tests/harness/scripts.cpp");
    const std::string header = text_of("exercises/harness/stage.hpp");
    std::istringstream lines{header.substr(header.find("/// Where a check happens"))};
    std::size_t found = 0;
    for (std::string line; std::getline(lines, line) && line.starts_with("///");) {
        if (!line.starts_with("///     ")) continue;
        CHECK_MESSAGE(compiled.find(line.substr(8)) != std::string::npos, line);
        ++found;
    }
    CHECK(found >= 8);
}
