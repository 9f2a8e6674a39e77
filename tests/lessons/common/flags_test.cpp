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
