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
    const std::string misconception = "// Misconception: x\n";
    const std::string caught_by = "// Caught by: 1.3\n";
    const std::string cause = "// Cause: y\n";
    const std::vector<std::pair<std::string, std::string>> cases {
        {"", R"(line 1 is "", and should be "// Misconception: what is believed")"},
        {"#include \"exercise.hpp\"\n",
         R"(line 1 is "#include "exercise.hpp"", and should be "// Misconception: what is believed")"},
        {"// Misconception:\n",
         R"(line 1 is "// Misconception:", and should be "// Misconception: what is believed")"},
        {"// Misconception:  x\n",
         R"(line 1 is "// Misconception:  x", and should be "// Misconception: what is believed")"},
        {"// misconception: x\n",
         R"(line 1 is "// misconception: x", and should be "// Misconception: what is believed")"},
        {"// Misconception: x \n",
         R"(line 1 is "// Misconception: x ", and should be "// Misconception: what is believed")"},
        {misconception + cause,
         R"(line 2 is "// Cause: y", and should be "// Caught by: 1.3")"},
        {misconception + "// Caught by:     1.3\n",
         R"(line 2 is "// Caught by:     1.3", and should be "// Caught by: 1.3")"},
        {misconception + "// Caught by: 1.3, 1.4\n",
         R"(line 2 is "// Caught by: 1.3, 1.4", and should be "// Caught by: 1.3")"},
        {misconception + caught_by + "\n",
         R"(line 3 is "", and should be "// Cause: words of the cause that is told, or (none)")"},
        {misconception + caught_by + cause + "// Also: 1.4, 1.5\n",
         R"(line 4 is "// Also: 1.4, 1.5", and should be "// Also: 1.4 1.5")"},
        {misconception + caught_by + cause + "// Also:\n",
         R"(line 4 is "// Also:", and should be "// Also: 1.4 1.5")"},
        {misconception + caught_by + cause + "// See: 1.4\n",
         R"(line 4 is "// See: 1.4", and should be empty: it ends the head)"},
        {misconception + caught_by + cause + "// Also: 1.4\n// Also: 1.5\n",
         R"(line 5 is "// Also: 1.5", and should be empty: it ends the head)"},
    };
        for (const auto& [text, refusal] : cases) CHECK(refusal_of_wrong(text) == refusal);
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

    TEST_CASE("a right answer's head is one line") {
        CHECK(refusal_of_right("// Another way: x\n\n") == "");
        CHECK(refusal_of_right("// A thread for each client.\n") ==
              R"(line 1 is "// A thread for each client.", )"
              R"(and should be "// Another way: what is different")");
        CHECK(refusal_of_right("// Another way: x\n// and y\n") ==
              R"(line 2 is "// and y", and should be empty: it ends the head)");
    }
