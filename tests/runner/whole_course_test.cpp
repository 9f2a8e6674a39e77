// The course itself, in a copy: from the stub to the solution, as a learner goes.

#include <doctest/doctest.h>

#include "process.hpp"
#include "scratch.hpp"

using namespace scratch;
using runner::Finished;

namespace {

const fs::path exercise = fs::path("exercises") / "01-echo-server";

void require_course() {
    if (!fs::exists(SOURCE_DIR / exercise / "checks.cpp") ||
        !fs::exists(fs::path(SOURCE_DIR) / "lessons" / "01-echo-server"))
        skip("lesson and exercise 01 are not there yet");
}

const Course& course() {
    static const Course one(Course::Kind::whole);
    return one;
}

}  // namespace

TEST_CASE("exercise 01: the stub fails every check, the solution passes all") {
    require_course();
    const Environment patience{{"LOOPBACK_TIME_SCALE", "3"}};
    const Finished stub = course().sandbox({"check", "1"}, patience);
    CHECK_MESSAGE(stub.code == 1, stub.output);
    CHECK(mentions(stub.output, "0 of 7 checks pass."));
    CHECK(mentions(stub.output, "NOT WRITTEN YET"));
    fs::copy_file(course().root() / exercise / "solution.cpp",
                  course().root() / exercise / "exercise.cpp",
                  fs::copy_options::overwrite_existing);
    const Finished solution = course().sandbox({"check"}, patience);
    CHECK_MESSAGE(solution.code == 0, solution.output);
    CHECK(mentions(solution.output, "All 7 checks pass"));
}

TEST_CASE("check 1.2 --debug: a debugger stops in the learner's code, and no time limit ends it") {
    require_course();
    if (!runner::platform::find_program("gdb")) return;
    fs::copy_file(course().root() / exercise / "solution.cpp",
                  course().root() / exercise / "exercise.cpp",
                  fs::copy_options::overwrite_existing);
    run({"cmake", "--build", course().build().string(), "--target", "debug-01"});
    // A limit of 0.2 s and an outer one of 1 s, of which the debugger lets more go by.
    tests::Process terminal({{(course().root() / "sandbox").string(), "check", "1.2", "--debug"},
                             {{"LOOPBACK_BUILD", course().build().string()},
                              {"LOOPBACK_TIME_SCALE", "0.1"},
                              {"DEBUGINFOD_URLS", ""},
                              {"TERM", "dumb"}},
                             "",
                             tests::Streams::terminal});
    REQUIRE_MESSAGE(terminal.hear("(gdb) "), terminal.output());
    const auto type = [&](const std::string& line, const std::string& answer) {
        const std::size_t from = terminal.output().size();
        terminal.write(line + "\n");
        const bool heard = terminal.hear(answer, from) && terminal.hear("(gdb) ", from);
        REQUIRE_MESSAGE(heard, terminal.output());
    };
    type("set pagination off", "(gdb)");
    type("tbreak echo", "exercise.cpp");
    type("run", "exercise.cpp:");
    type("info args", "client = ");
    type("shell sleep 1.5", "(gdb)");
    type("continue", "verdict\tpass");
    terminal.write("quit\n");
    CHECK(terminal.wait().status == 0);
}

TEST_CASE("the tour of lesson 01") {
    require_course();
    const Finished finished = course().sandbox({"tour"}, {{"LOOPBACK_TIME_SCALE", "3"}});
    CHECK_MESSAGE(finished.code == 0, finished.output);
    CHECK(mentions(finished.output, "client | recv gives \"hello\\n\""));
    CHECK(mentions(finished.output, "whole life"));
}

TEST_CASE("every check of exercise 01 has hints") {
    require_course();
    for (int number = 1; number <= 7; ++number) {
        const Finished finished =
            course().sandbox({"hint", "1." + std::to_string(number), "--all"});
        CHECK_MESSAGE(finished.code == 0, number, finished.output);
        CHECK(mentions(finished.output, "Hint 1 of "));
    }
}
