#include "runner/course/hints.hpp"

#include <doctest/doctest.h>

using namespace runner;

TEST_CASE("hints belong to the check above them, in their order") {
    const auto checks = parse_hints(
        "# Hints\nfor you\n\n## 1.1 opens a door\n\n### Hint 1\nfirst\n\n### Hint 2\nsecond\n"
        "```cpp\n## not a heading\n```\n\n## 1.2 echoes\n### Hint 1\nthird\n");
    REQUIRE(checks.size() == 2);
    CHECK(checks[0].id == "1.1");
    CHECK(checks[0].title == "opens a door");
    REQUIRE(checks[0].hints.size() == 2);
    CHECK(checks[0].hints[0] == "first\n\n");
    CHECK(checks[0].hints[1].find("## not a heading") != std::string::npos);
    CHECK(checks[1].hints.size() == 1);
}

TEST_CASE("paragraphs are joined and wrapped, code is left alone") {
    Style style;
    style.width = 40;
    const std::string code = "int x = 1;  // a line that is wider than the terminal is";
    CHECK(plain_text("one\ntwo\n\n```cpp\n" + code + "\n```\n- item\n  goes on\n- next\n", style) ==
          "one two\n\n    " + code + "\n- item goes on\n- next\n");
    CHECK(plain_text("\n\n    indented();\n", style) == "    indented();\n");
}
