// The course itself, in a copy: from the stub to the solution, as a learner goes.

#include <doctest/doctest.h>

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
