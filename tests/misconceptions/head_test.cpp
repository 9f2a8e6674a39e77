#include "misconceptions/head.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

using namespace misconceptions;

namespace {

const std::set<std::string> ids{"1.2", "1.3", "1.4", "1.5"};

Head wrong(const std::string& text) {
    std::istringstream in(text);
    return head_of_wrong(in, ids);
}

// Why a head is refused; empty if it is not.
std::string refusal_of_wrong(const std::string& text) {
    try {
        wrong(text);
        return "";
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

std::string refusal_of_right(const std::string& text) {
    std::istringstream in(text);
    try {
        head_of_right(in);
        return "";
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

// The heads in CONTRIBUTING.md, in their order.
std::vector<std::string> documented() {
    std::ifstream in(SOURCE_DIR "/CONTRIBUTING.md");
    std::vector<std::string> heads;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        const bool starts = line.starts_with("// Misconception") || line.starts_with("// Another");
        if (starts) heads.emplace_back();
        inside = starts || (inside && line.starts_with("//"));
        if (inside) heads.back() += line + '\n';
    }
    return heads;
}

}  // namespace

TEST_CASE("the heads that CONTRIBUTING.md shows are of the form") {
    const auto heads = documented();
    REQUIRE(heads.size() == 2);
    const Head head = wrong(heads[0]);
    CHECK(head.misconception == "one recv gives one whole message");
    CHECK(head.caught_by == "1.3");
    CHECK(head.cause == "recv() hands over what has arrived so far");
    CHECK(head.contract == std::vector<std::string>{"A message may come in any number of pieces"});
    CHECK(head.also == std::set<std::string>{"1.4", "1.5"});
    CHECK(refusal_of_right(heads[1]) == "");
}

TEST_CASE("a head without other checks, and code after an empty line") {
    const Head head = wrong(
        "// Misconception: x\n// Caught by: 1.3\n// Cause: (none)\n\n#include \"exercise.hpp\"\n");
    CHECK(head.cause == "(none)");
    CHECK(head.also.empty());
}

TEST_CASE("a head of another form is refused, and told how it should be") {
    const std::string misconception = "\"// Misconception: what is believed\"";
    const std::string caught_by = "\"// Caught by: 1.3\"";
    const std::string cause = "\"// Cause: words of the cause that is told, or (none)\"";
    const std::string contract = "\"// Contract: words of exercise.hpp\"";
    const std::string also = "\"// Also: 1.4 1.5\"";
    const std::string end = "empty: it ends the head";
    struct Line {
        int number;
        const char* text;
        const std::string& should_be;
    };
    for (const Line& line : {Line{1, "", misconception},
                             {1, "#include \"exercise.hpp\"", misconception},
                             {1, "// Misconception:", misconception},
                             {1, "// Misconception:  x", misconception},
                             {1, "// Misconception: x ", misconception},
                             {1, "// misconception: x", misconception},
                             {2, "// Cause: y", caught_by},
                             {2, "// Caught by:     1.3", caught_by},
                             {2, "// Caught by: 1.3, 1.4", caught_by},
                             {3, "", cause},
                             {3, "// Also: 1.4", cause},
                             {4, "// Contract:", contract},
                             {4, "// Also:", also},
                             {4, "// Also: 1.4, 1.5", also},
                             {4, "// See: 1.4", end},
                             {5, "// Also: 1.5", end}}) {
        const std::vector<std::string> right{"// Misconception: x", "// Caught by: 1.3",
                                             "// Cause: y", "// Also: 1.4"};
        std::string head;
        for (int i = 1; i < line.number; ++i) head += right[static_cast<std::size_t>(i - 1)] + '\n';
        CHECK(refusal_of_wrong(head + line.text) == "line " + std::to_string(line.number) +
                                                        " is \"" + line.text +
                                                        "\", and should be " + line.should_be);
    }
}

TEST_CASE("a check that the exercise has not, or that stands twice, is refused") {
    const auto head = [](const std::string& caught_by, const std::string& also) {
        return "// Misconception: x\n// Caught by: " + caught_by +
               "\n// Cause: y\n// Also: " + also + '\n';
    };
    CHECK(refusal_of_wrong(head("1.9", "1.4")) == "this exercise has no check 1.9");
    CHECK(refusal_of_wrong(head("1.3", "1.4 2.1")) == "this exercise has no check 2.1");
    CHECK(refusal_of_wrong(head("1.3", "1.3")) == "check 1.3 stands twice");
    CHECK(refusal_of_wrong(head("1.3", "1.4 1.4")) == "check 1.4 stands twice");
}

TEST_CASE("a right answer's head is one line, and what allows it") {
    CHECK(refusal_of_right("// Another way: x\n\n") == "");
    CHECK(refusal_of_right("// Another way: x\n// Contract: y\n// Contract: z\n\n") == "");
    CHECK(refusal_of_right("// A thread for each client.\n") ==
          "line 1 is \"// A thread for each client.\", and should be "
          "\"// Another way: what is different\"");
    CHECK(refusal_of_right("// Another way: x\n// and y\n") ==
          "line 2 is \"// and y\", and should be empty: it ends the head");
}
