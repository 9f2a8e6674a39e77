#include "runner/judge/story.hpp"

#include <doctest/doctest.h>

using namespace runner;

namespace {

Judgement failed() {
    Judgement judgement;
    judgement.check = {"1.3", "echoes a message that comes in pieces"};
    judgement.outcome = Outcome::fail;
    judgement.records.steps = {{"A connects", "127.0.0.1:40122 -> 127.0.0.1:43117"},
                               {"A sends", "\"hel\""},
                               {"your code closes the connection", ""}};
    judgement.records.expected = "\"hello\\n\"";
    judgement.records.read = "lessons/01-echo-server/README.md, \"A stream has no messages\"";
    judgement.seen = "\"hel\", then the end of the stream";
    judgement.cause =
        "your loop ended after the first recv(). recv() hands over what has arrived so far; only "
        "an empty result means that the peer is done.";
    return judgement;
}

bool mentions(const std::string& text, std::string_view words) {
    return text.find(words) != text.npos;
}

const Style plain{.width = 80, .colors = false, .charset = Charset::ascii};

}  // namespace

TEST_CASE("a failed check tells its story in the agreed shape") {
    CHECK(story(failed(), "exercises/01-echo-server/README.md", plain) ==
          "FAIL 1.3 echoes a message that comes in pieces\n"
          "   1  A connects       127.0.0.1:40122 -> 127.0.0.1:43117\n"
          "   2  A sends          \"hel\"\n"
          "   3  your code closes the connection\n"
          "Expected: \"hello\\n\"\n"
          "Seen:     \"hel\", then the end of the stream\n"
          "Cause:    your loop ended after the first recv(). recv() hands over what has\n"
          "          arrived so far; only an empty result means that the peer is done.\n"
          "Next:     ./sandbox hint 1.3, or lessons/01-echo-server/README.md, \"A stream has\n"
          "          no messages\"\n");
}

TEST_CASE("the word for each verdict stands behind the title") {
    Judgement judgement = failed();
    judgement.outcome = Outcome::stuck;
    CHECK(verdict_line(judgement, plain) ==
          "FAIL 1.3 echoes a message that comes in pieces: STUCK\n");
    judgement.outcome = Outcome::pass;
    CHECK(verdict_line(judgement, plain) == "PASS 1.3 echoes a message that comes in pieces\n");
    judgement.outcome = Outcome::crashed;
    CHECK(story(judgement, "", plain).find("Replay:   ./sandbox check 1.3 --trace\n") !=
          std::string::npos);
    judgement.traced = true;  // it was given just now
    CHECK(story(judgement, "", plain).find("Replay") == std::string::npos);
    judgement.cause.clear();  // no evidence: the debugger knows the line
    CHECK(mentions(story(judgement, "", plain), "Replay:   ./sandbox check 1.3 --debug, whose"));
    judgement.outcome = Outcome::unwritten;
    CHECK(verdict_line(judgement, plain).find(": NOT WRITTEN YET\n") != std::string::npos);
}

TEST_CASE("calls are told apart from what the code printed, with who made them") {
    Judgement judgement = failed();
    judgement.output = "hello";
    judgement.records.calls = {{"you", "recv from 127.0.0.1:40122: 3 bytes \"hel\""},
                               {"the check", "close: done"}};
    CHECK(story(judgement, "", plain)
              .find("Every call, and who made it:\n"
                    "    you        recv from 127.0.0.1:40122: 3 bytes \"hel\"\n"
                    "    the check  close: done\n"
                    "Your code printed:\n"
                    "    | hello\n") != std::string::npos);
}

std::vector<StoryStep> different_steps(std::size_t count) {
    std::vector<StoryStep> steps;
    while (steps.size() < count) steps.push_back({"A sends", std::to_string(steps.size())});
    return steps;
}

TEST_CASE("right answers before a wrong one are counted, and told one by one if all are right") {
    Judgement judgement = failed();
    auto& steps = judgement.records.steps;
    steps = different_steps(6);
    for (std::size_t i = 1; i < 5; ++i) steps[i].question = (i + 1) / 2;  // two steps each
    CHECK(mentions(story(judgement, "", plain), "\n   4  A sends"));
    steps[5].question = 3;
    steps.push_back({"port_from()", "0"});
    CHECK(mentions(story(judgement, "", plain),
                   "   1  A sends          0\n"
                   "      ... 3 other values were answered rightly ...\n"
                   "   7  port_from()      0\n"));
    judgement.outcome = Outcome::pass;
    CHECK(mentions(story(judgement, "", plain), "\n   4  A sends"));
}

TEST_CASE("a loop is told once, with how often it was gone round") {
    Judgement judgement = failed();
    auto& steps = judgement.records.steps;
    steps = {{"A sends", "first"}};
    for (int i = 0; i < 5; ++i) {
        steps.push_back({"A sends", "\"x\""});
        steps.push_back({"A receives", "\"x\""});
    }
    steps.push_back({"A sends", "\"y\""});
    CHECK(mentions(story(judgement, "", plain),
                   "   3  A receives       \"x\"\n"
                   "      ... the same 4 more times ...\n"
                   "  12  A sends          \"y\"\n"));
}

TEST_CASE("color is put around the word alone, and only where it is wanted") {
    Style colored = plain;
    colored.colors = true;
    CHECK(verdict_line(failed(), colored).starts_with("\x1b[31mFAIL\x1b[0m 1.3"));
    CHECK(verdict_line(failed(), plain).find('\x1b') == std::string::npos);
}

TEST_CASE("no line is wider than the terminal") {
    Style narrow = plain;
    narrow.width = 40;
    Judgement judgement = failed();
    judgement.records.steps.push_back({"A receives", std::string(300, 'x')});
    for (const std::string& line : lines_of(story(judgement, "", narrow)))
        CHECK_MESSAGE((columns(line) <= 40 || line.find('/') != std::string::npos), line);
}

TEST_CASE("a story of ten thousand steps is told by its beginning and its end") {
    Judgement judgement = failed();
    judgement.records.steps = different_steps(10'000);
    const std::string text = story(judgement, "", plain);
    CHECK(lines_of(text).size() < 60);
    CHECK(text.find("9960 steps left out") != std::string::npos);
    CHECK(text.find("10000  A sends") != std::string::npos);
}

TEST_CASE("where there is little room the first steps are left out, never what they led to") {
    Judgement judgement = failed();
    judgement.records.steps = different_steps(30);
    const std::string text = story(judgement, "", plain, 20);
    CHECK(lines_of(text).size() == 20);
    CHECK(mentions(text, "... 18 steps before; key a tells all ..."));
    CHECK(mentions(text, "\n  19  A sends"));
    CHECK(mentions(text, "\n  30  A sends"));
    CHECK(mentions(text, "Cause:    your loop ended"));
    CHECK(lines_of(story(judgement, "", plain, 3)).size() == 1 + 1 + 4 + 6);  // four are told
    CHECK(story(judgement, "", plain, 37) == story(judgement, "", plain));
}

TEST_CASE("a crash has a hint, too") {
    Judgement judgement = failed();
    judgement.outcome = Outcome::crashed;
    CHECK(mentions(story(judgement, "", plain), "Next:     ./sandbox hint 1.3, or lessons/01"));
}

TEST_CASE("what the code printed is shown, harmless and in measure") {
    Judgement judgement = failed();
    for (int i = 0; i < 100; ++i) judgement.output += "\x1b[31mline " + std::to_string(i) + "\n";
    const std::string text = story(judgement, "", plain);
    CHECK(text.find("    | \\x1b[31mline 99\n") != std::string::npos);
    CHECK(text.find("line 79\n") == std::string::npos);
    CHECK(text.find('\x1b') == std::string::npos);
}
