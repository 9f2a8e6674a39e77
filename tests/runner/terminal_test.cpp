// What changes when a person looks on: color, the width, a line that moves.

#include <doctest/doctest.h>

#include "process.hpp"
#include "scratch.hpp"

using namespace scratch;

namespace {

/// Types a command line into a terminal of 60 columns and returns what the terminal was sent.
std::string in_terminal(const Course& course, const std::string& arguments,
                        const std::string& variables = "") {
    if (!runner::platform::find_program("script")) skip("there is no script(1) to make a terminal");
    const std::string line = "stty cols 60; " + variables + " '" +
                             (course.root() / "sandbox").string() + "' " + arguments +
                             "; echo \"status $?\"";
    return run({"script", "-qec", line, "/dev/null"}, {{"LOOPBACK_BUILD", course.build().string()},
                                                       {"TERM", "xterm"},
                                                       {"LOOPBACK_PORT", "0"}})
        .output;
}

}  // namespace

TEST_CASE("on a terminal verdicts are colored, and lines end at its width") {
    const Course course;
    const std::string screen = in_terminal(course, "check 1");
    CHECK(mentions(screen, "\x1b[31mFAIL\x1b[0m 1.1 knows the answer: NOT WRITTEN YET"));
    CHECK(mentions(screen, "status 1"));
    for (const std::string& line : runner::lines_of(runner::without_colors(screen)))
        CHECK_MESSAGE(runner::columns(line.substr(line.rfind('\r') + 1)) <= 60, line);
}

TEST_CASE("NO_COLOR, TERM=dumb and --plain take the color away, and nothing moves with --plain") {
    const Course course;
    for (const auto& [arguments, variables] :
         {std::pair{"check 1", "NO_COLOR=1"}, {"check 1 --plain", ""}, {"check 1", "TERM=dumb"}}) {
        const std::string screen = in_terminal(course, arguments, variables);
        CHECK(mentions(screen, "FAIL 1.1 knows the answer"));
        CHECK_FALSE(mentions(screen, "\x1b["));
    }
}

TEST_CASE("the launcher's own help ends at the terminal's width, too") {
    const Course course;
    fs::remove_all(course.build() / "bin");
    fs::remove(course.build() / ".launcher");
    const std::string screen = in_terminal(course, "--help");
    CHECK(mentions(screen, "watch [N]"));
    CHECK(mentions(screen, "status 0"));
    for (const std::string& line : runner::lines_of(screen))
        CHECK_MESSAGE(runner::columns(line.substr(line.rfind('\r') + 1)) <= 60, line);
}

TEST_CASE("in a terminal the tour shows one scene at a time, and Enter goes on") {
    const Course course;
    const std::vector<std::pair<std::string, std::string>> variables{
        {"LOOPBACK_BUILD", course.build().string()}, {"LOOPBACK_PORT", "0"}};
    const std::string sandbox = (course.root() / "sandbox").string();
    tests::Process tour({{sandbox, "tour"}, variables, "", tests::Streams::terminal});
    std::size_t scenes = 0;
    for (const char* first : {" 1  The server", " 2  The client", " 3  The client", " 4  The "}) {
        const std::size_t before = tour.output().size();
        if (scenes != 0) tour.write("\n");
        REQUIRE_MESSAGE(tour.hear("Enter goes on", before), tour.output());
        CHECK(mentions(tour.output().substr(before), first));
        ++scenes;
        CHECK_FALSE(mentions(tour.output(), " " + std::to_string(scenes + 1) + "  The "));
    }
    tour.write("\n");
    CHECK(tour.wait().status == 0);
    CHECK(mentions(tour.output(), "whole life"));
    tests::Process at_once(
        {{sandbox, "tour", "--no-wait"}, variables, "", tests::Streams::terminal});
    CHECK(at_once.wait().status == 0);
    CHECK_FALSE(mentions(at_once.output(), "Enter goes on"));
}

TEST_CASE("every command speaks in a terminal, too") {
    const Course course;
    for (const auto& [arguments, words] : {std::pair{"", "exercises done"},
                                           {"list", "not started"},
                                           {"--help", "Usage"},
                                           {"hint 1.1", "Hint 1 of 2"},
                                           {"solution 1 --anyway", "return 42"},
                                           {"reset 1", "copy of stub.cpp"},
                                           {"doctor", "60 columns"},
                                           {"tour", "whole life"},
                                           {"run 1 hello", "[hello]"},
                                           {"test", "100% tests passed"},
                                           {"check 9", "no exercise 9"}}) {
        const std::string screen = in_terminal(course, arguments);
        CHECK_MESSAGE(mentions(screen, words), screen);
    }
}
