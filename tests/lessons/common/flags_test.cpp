// What all lesson programs share, without a process: the flags.

#include "common/flags.hpp"

#include "print.hpp"

using lesson::read_flags;
using lesson::Usage;
using lesson::WrongUsage;
using loopback::Port;

namespace {

const Usage server{"lesson-99", "Does something."};
const Usage client{"lesson-98", "Does something to somebody.", "[HOST] [PORT]", 2};
const Usage own{
    "lesson-97", "Counts.", "", 0, {{"--count", "N", "count to N"}, {"--up", "", "up"}}};

}  // namespace

TEST_CASE("--port is read in both spellings, and the last one counts") {
    CHECK(read_flags({"--port", "80"}, server).port == Port{80});
    CHECK(read_flags({"--port=81"}, server).port == Port{81});
    CHECK(read_flags({"--port=81", "--port", "0"}, server).port == Port{0});
}

TEST_CASE("arguments may stand anywhere, and after -- flags are arguments too") {
    const auto flags = read_flags({"localhost", "--trace", "80"}, client);
    CHECK(flags.trace);
    CHECK(flags.arguments == std::vector<std::string>{"localhost", "80"});
    CHECK(read_flags({"--", "--trace"}, client).arguments == std::vector<std::string>{"--trace"});
    CHECK(read_flags({"-"}, client).arguments == std::vector<std::string>{"-"});
}

TEST_CASE("more arguments than the program takes are refused") {
    CHECK_THROWS_WITH_AS(read_flags({"a", "b", "c"}, client),
                         "\"c\" is one word too many.\nNext: --help tells what there is.",
                         WrongUsage);
}

TEST_CASE("a control character in a bad flag does not reach the terminal") {
    CHECK_THROWS_WITH_AS(read_flags({"--\x1b[2J"}, server),
                         "There is no flag \"--\\x1b[2J\".\nNext: --help tells what there is.",
                         WrongUsage);
}

TEST_CASE("help names the arguments") {
    CHECK(lesson::help(client).starts_with(
        "Usage: lesson-98 [--port N] [--trace] [HOST] [PORT]\n\nDoes something to somebody.\n"));
}

TEST_CASE("a program's own flags are read in both spellings, with and without a value") {
    CHECK(read_flags({"--count", "3"}, own).own.at("--count") == "3");
    CHECK(read_flags({"--count=", "--up"}, own).own.at("--count").empty());
    CHECK(read_flags({"--up"}, own).has("--up"));
    CHECK_FALSE(read_flags({"--up"}, own).has("--count"));
}

TEST_CASE("a value that is missing or too much, and another program's flag, are refused") {
    CHECK_THROWS_WITH_AS(read_flags({"--count"}, own),
                         "--count needs N after it.\nNext: --help tells what there is.",
                         WrongUsage);
    CHECK_THROWS_WITH_AS(read_flags({"--up=3"}, own),
                         "--up takes no value.\nNext: --help tells what there is.", WrongUsage);
    CHECK_THROWS_AS(read_flags({"--count", "3"}, server), WrongUsage);
}

TEST_CASE("help tells a program's own flags") {
    const std::string text = lesson::help(own);
    CHECK(text.starts_with("Usage: lesson-97 [--port N] [--trace] [--count N] [--up]\n"));
    CHECK(text.find("  --count N  count to N\n  --up       up\n") != text.npos);
}
