#include "runner/words/text.hpp"

#include <doctest/doctest.h>

using namespace runner;

TEST_CASE("one is told in the singular") {
    constexpr std::string_view message = "{1} {1?step|steps} before";
    CHECK(fill(message, {"1"}) == "1 step before");
    CHECK(fill(message, {"0"}) == "0 steps before");
    CHECK(fill(message, {"21"}) == "21 steps before");
    CHECK(fill("{2?a|b", {"1"}) == "{2?a|b");
}

TEST_CASE("fill puts values at their places, in any order, and leaves other braces alone") {
    CHECK(fill("{2} and {1}", {"a", "b"}) == "b and a");
    CHECK(fill("{1}{1}", {"x"}) == "xx");
    CHECK(fill("{3} {x} {", {"a"}) == "{3} {x} {");
    CHECK(fill("{1}", {"{2}", "no"}) == "{2}");
}

TEST_CASE("lines_of takes LF and CR LF off, and no line from an empty text") {
    CHECK(lines_of("a\r\nb\n\nc") == std::vector<std::string>{"a", "b", "", "c"});
    CHECK(lines_of("").empty());
    CHECK(lines_of("a\n") == std::vector<std::string>{"a"});
}

TEST_CASE("wrapped breaks at spaces and indents under the label") {
    CHECK(wrapped("one two three four five", 29, "Seen:     ") ==
          "Seen:     one two three four\n          five\n");
    CHECK(wrapped("", 40, "Seen: ") == "Seen: \n");
    CHECK(wrapped("a\n\nb", 40) == "a\n\nb\n");
}

TEST_CASE("wrapped cuts what has no spaces, but no path") {
    CHECK(wrapped(std::string(45, 'x'), 40) ==
          std::string(40, 'x') + "\n" + std::string(5, 'x') + "\n");
    const std::string path = "/" + std::string(60, 'p');
    CHECK(wrapped("in " + path, 40) == "in\n" + path + "\n");
}

TEST_CASE("wrapped keeps a command on one line") {
    CHECK(wrapped("read the lesson's text, then ./sandbox check 2 --trace, and so on", 40) ==
          "read the lesson's text, then\n./sandbox check 2 --trace, and so on\n");
    CHECK(wrapped("type ./sandbox list now and then to see how far you are", 40) ==
          "type ./sandbox list now and then to see\nhow far you are\n");
}

TEST_CASE("wrapped counts characters, not bytes") {
    CHECK(wrapped("éééééééééé éééééééééé ééé", 22) == "éééééééééé éééééééééé\nééé\n");
}

TEST_CASE("harmless lets no byte steer the terminal") {
    CHECK(harmless("\x1b[2Jx\a\r\t\x7f") == "\\x1b[2Jx\\x07\\r\\t\\x7f");
    CHECK(harmless("\xff\xc3") == "\\xff\\xc3");
    CHECK(harmless("\xc2\x9b") == "\\x9b");  // a control of ISO 6429, as dangerous as ESC [
    CHECK(harmless("née\n") == "née\n");
    CHECK(harmless("née “x”", Charset::ascii) == "n\\u{e9}e \"x\"");
}

TEST_CASE("shortened keeps both ends and says how much is missing") {
    const std::string text = "begin" + std::string(1000, '.') + "end";
    const std::string result = shortened(text, 100);
    CHECK(result.starts_with("begin"));
    CHECK(result.ends_with("end"));
    CHECK(result.find("908 bytes left out") != std::string::npos);
    CHECK(shortened("short", 100) == "short");
}

TEST_CASE("without_colors takes color sequences off") {
    CHECK(without_colors("\x1b[01;31merror\x1b[0m: \x1b") == "error: \x1b");
}

TEST_CASE("nearest knows a slip of the finger and the beginning of a word") {
    const std::vector<std::string_view> commands{"check", "list", "test", "reset", "solution"};
    CHECK(nearest("chekc", commands) == "check");
    CHECK(nearest("lst", commands) == "list");
    CHECK(nearest("sol", commands) == "solution");
    CHECK(nearest("frobnicate", commands).empty());
    CHECK(nearest("x", commands).empty());
}

TEST_CASE("bytes that only look like UTF-8 are shown as escapes") {
    CHECK(harmless("\xed\xa0\x80") == "\\xed\\xa0\\x80");           // half of a UTF-16 pair
    CHECK(harmless("\xe0\x80\x80") == "\\xe0\\x80\\x80");           // longer than need be
    CHECK(harmless("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");  // beyond U+10FFFF
    CHECK(harmless("\xed\x9f\xbf \xf4\x8f\xbf\xbf") == "\xed\x9f\xbf \xf4\x8f\xbf\xbf");
}
