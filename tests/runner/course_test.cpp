#include "runner/course/course.hpp"

#include <doctest/doctest.h>

#include "runner/words/trouble.hpp"

using namespace runner;

TEST_CASE("a target is an exercise or one check of it") {
    CHECK(parse_target("1")->exercise == 1);
    CHECK(parse_target("01")->exercise == 1);
    CHECK(parse_target("12.7")->check == "12.7");
    CHECK(parse_target("01.03")->check == "1.3");
    for (const char* wrong : {"", "0", "abc", "1.", ".1", "1.0", "-1", "+1", " 1", "1 ", "100",
                              "1.2.3", "1,2", "99999999999999999999", "1.x"})
        CHECK_MESSAGE(!parse_target(wrong).has_value(), wrong);
}

TEST_CASE("a number that is none of the course's says what there is") {
    Course course;
    course.exercises[1] = {1, "01-a", "exercises/01-a"};
    course.exercises[2] = {2, "02-b", "exercises/02-b"};
    course.lessons = course.exercises;
    for (const char* wrong : {"0", "99", "abc", "\x1b[2J"}) {
        try {
            find_exercise(course, wrong);
            FAIL(wrong);
        } catch (const Trouble& trouble) {
            CHECK(trouble.status == Status::wrong_usage);
            CHECK(trouble.message.find("1 to 2") != std::string::npos);
            CHECK(trouble.message.find('\x1b') == std::string::npos);
        }
        CHECK_THROWS_AS(find_lesson(course, wrong), Trouble);
    }
    CHECK(find_exercise(course, "2.9").check == "2.9");
    CHECK(find_lesson(course, "02").name == "02-b");
}
