#include "runner/judge/records.hpp"

#include <doctest/doctest.h>

using namespace runner;

TEST_CASE("a question that was answered rightly is known by its steps") {
    const Records records = parse_records(
        "step\tA sends\nstep\tX=1\nstep\tport()\t1\nright\t2\nstep\tport()\t2\nright\t1\n");
    REQUIRE(records.steps.size() == 4);
    CHECK(records.steps[0].question == 0);
    CHECK(records.steps[1].question == 1);
    CHECK(records.steps[2].question == 1);
    CHECK(records.steps[3].question == 2);
    CHECK_FALSE(records.damaged);
    CHECK(parse_records("step\tA sends\nright\t2\n").damaged);
}

TEST_CASE("calls are no steps") {
    const Records records = parse_records("call\tA\tclose: done\n");
    REQUIRE(records.calls.size() == 1);
    CHECK(records.calls[0].action == "A");
    CHECK(records.steps.empty());
    CHECK_FALSE(records.damaged);
}

TEST_CASE("a whole report is read") {
    const Records records = parse_records(
        "begin\t1.3\techoes in pieces\n"
        "step\tA sends\t\"hel\"\n"
        "step\tyour code closes the connection\n"
        "expected\t\"hello\\\\n\"\n"
        "seen\t\"hel\"\n"
        "cause\tone\\ttwo\\nthree\n"
        "read\tlessons/01\n"
        "verdict\tfail\n"
        "ran\t1\n");
    CHECK(records.id == "1.3");
    CHECK(records.title == "echoes in pieces");
    REQUIRE(records.steps.size() == 2);
    CHECK(records.steps[0].action == "A sends");
    CHECK(records.steps[0].detail == "\"hel\"");
    CHECK(records.steps[1].detail.empty());
    CHECK(records.expected == "\"hello\\n\"");
    CHECK(records.cause == "one\ttwo\nthree");
    CHECK(records.verdicts == std::vector<std::string>{"fail"});
    CHECK(records.ran == 1);
    CHECK_FALSE(records.damaged);
}

TEST_CASE("what a crash means: the last word counts") {
    const Records records =
        parse_records("begin\t1.1\tx\ncrash\tone\tlessons/01\ncrash\ttwo\tlessons/02\n");
    CHECK(records.crash_cause == "two");
    CHECK(records.crash_read == "lessons/02");
    CHECK(parse_records("crash\tone\tlessons/01\ncrash\t\n").crash_cause.empty());
    CHECK_FALSE(records.damaged);
}

TEST_CASE("a record that was cut short is not taken for a whole one") {
    const Records records = parse_records("begin\t1.1\tx\nverdict\tpass");
    CHECK(records.verdicts.empty());
    CHECK(records.damaged);
}

TEST_CASE("what is no record is noticed and skipped") {
    const Records records =
        parse_records("hello\nbegin\t1.1\tx\n\nverdict\tpass\nran\tmany\n\x01\x02\n");
    CHECK(records.id == "1.1");
    CHECK(records.damaged);
    CHECK_FALSE(records.ran.has_value());
}

TEST_CASE("every verdict is kept, so that two of them show") {
    CHECK(parse_records("verdict\tfail\nverdict\tpass\n").verdicts.size() == 2);
}

TEST_CASE("an escape that is none stays as it is") {
    CHECK(parse_records("seen\ta\\x00b\\\n").seen == "a\\x00b\\");
}

TEST_CASE("a beginning without a name is damage, and does not count as the beginning") {
    const Records records = parse_records("begin\t\tforged\nbegin\t1.1\treal\n");
    CHECK(records.damaged);
    CHECK(records.id == "1.1");
    CHECK(records.title == "real");
    CHECK(parse_records("begin\t\tforged\n").title.empty());
}
