// Which belief is named for the answers of a pure function, and what is told of an author's table.

#include "harness/questions.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "harness/options.hpp"

using namespace loopback;

namespace {

using Privileged = harness::Questions<Port, bool>;
using Answers = std::vector<Privileged::One>;

Privileged privileged(std::function<bool(Port)> yours) {
    return {
        .function = "is_privileged",
        .yours = std::move(yours),
        .right = [](Port port) { return port < 1024; },
        .told = {80, 1023, 1024, 8080},
        .beliefs = {{[](Port) { return true; }, "not every port is."},
                    {[](Port port) { return port <= 1024; }, "{} is the first that is not."},
                    {[](Port port) { return port == 80; }, "80 is not the only one."}},
        .by_itself = [](const Privileged::One&) { return "{} is wrong, and who knows why."; },
    };
}

template <class Question, class Value>
auto answers(const harness::Questions<Question, Value>& questions) {
    std::vector<harness::Answered<Question, Value>> all;
    for (const Question& one : questions.told) {
        all.push_back({one, harness::gave([&] { return questions.yours(one); })});
    }
    return all;
}

// Of somebody whose code is `yours`, if the answer for `wrong` was the first wrong one.
std::string cause(std::function<bool(Port)> yours, Port wrong) {
    const Privileged questions = privileged(yours);
    return questions.why({wrong, {yours(wrong), {}, {}, {}}}, answers(questions)).cause;
}

// Reads a digit, which has to be from 1 to 9.
harness::Questions<std::string, int> digit(std::function<int(const std::string&)> yours) {
    return {
        .function = "digit",
        .yours = std::move(yours),
        .right = [](const std::string& text) -> std::optional<int> {
            if (text.size() != 1 || text == "0") return std::nullopt;
            return text[0] - '0';
        },
        .told = {"7", "0", "12"},
        .beliefs = {{[](const std::string& text) { return text[0] - '0'; }, "0 is none."}},
        .refusal = [](const std::string& text) { return text + " is no digit from 1 to 9"; },
    };
}

}  // namespace

TEST_CASE("the belief that gives all answers is named, with the question in its gap") {
    CHECK(cause([](Port port) { return port <= 1024; }, 1024) == "1024 is the first that is not.");
    CHECK(cause([](Port port) { return port == 80; }, 1023) == "80 is not the only one.");
}

TEST_CASE("the simplest of those that give all answers is named") {
    Privileged questions = privileged([](Port) { return true; });
    questions.told = {80, 1024};
    const Answers all = answers(questions);
    REQUIRE(questions.behind({all[1]}) == &questions.beliefs[0]);
    CHECK(questions.behind(all) == &questions.beliefs[0]);
}

TEST_CASE("a belief that gives all answers but one is not named") {
    CHECK(cause([](Port port) { return port <= 1024 && port != 80; }, 80) ==
          "80 is wrong, and who knows why.");
}

TEST_CASE("a table is at fault with a belief that is right") {
    Privileged questions = privileged([](Port) { return true; });
    REQUIRE(questions.look_alikes().empty());
    questions.told = {80, 1023, 8080};
    CHECK(questions.look_alikes().find("is the first that is not.\" is right") !=
          std::string::npos);
}

TEST_CASE("a table is at fault with two beliefs that nothing tells apart") {
    Privileged questions = privileged([](Port) { return true; });
    questions.beliefs.push_back({[](Port port) { return port < 100; }, "they go on."});
    CHECK(questions.look_alikes().find("\"they go on.\" is never named") != std::string::npos);
    questions.beliefs.back().of_this_machine = true;
    CHECK(questions.look_alikes().empty());
    questions.beliefs.back().of_this_machine = false;
    questions.told.push_back(81);
    CHECK(questions.look_alikes().empty());
}

TEST_CASE("an exception is an answer where one is right") {
    const auto questions = digit([](const std::string& text) {
        if (text.size() != 1) throw std::invalid_argument(text);
        return text[0] - '0';
    });
    const auto all = answers(questions);
    CHECK(questions.is_right(all[0]));
    CHECK_FALSE(questions.is_right(all[1]));
    CHECK(questions.is_right(all[2]));
    CHECK(questions.step(all[0]).detail == "gives 7");
    CHECK(questions.step(all[2]).action == "digit(\"12\")");
    CHECK(questions.step(all[2]).detail == "throws \"12\"");
    CHECK(questions.expected_in_words(all[1]) == "an exception: 0 is no digit from 1 to 9");
    CHECK(questions.seen_in_words(all[1]) == "0");
    CHECK(questions.behind({all[0], all[1]}) == &questions.beliefs[0]);
    CHECK(questions.behind(all) == nullptr);
}

TEST_CASE("an answer can be good enough, and can lack something all the same") {
    auto questions = digit([](const std::string& text) { return text[0] - '0' + 10; });
    const auto all = answers(questions);
    REQUIRE_FALSE(questions.is_right(all[0]));
    questions.same = [](int one, int other) { return one % 10 == other % 10; };
    CHECK(questions.is_right(all[0]));
    questions.lacks = [](const auto&) { return "a smaller one"; };
    CHECK_FALSE(questions.is_right(all[0]));
    CHECK(questions.expected_in_words(all[0]) == "a smaller one");
}

TEST_CASE("all is asked that can be set up, and what is not told comes last") {
    harness::options().debug = true;  // no watchdog
    static std::vector<Port> asked;
    Privileged questions = privileged([](Port port) {
        asked.push_back(port);
        return port < 1024;
    });
    questions.untold = {1, 2};
    questions.set_up = [](Port port) {
        return port == 1023 ? std::nullopt : std::optional{harness::Step{"ready", ""}};
    };
    questions.asks("lessons/99", "Nowhere");
    CHECK(asked == std::vector<Port>{80, 1024, 8080, 1, 2});
}
