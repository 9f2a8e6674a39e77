// How watch lays out a screen, and how it calls an editor.

#include <doctest/doctest.h>

#include "runner/watch/editor.hpp"
#include "runner/watch/page.hpp"

using namespace runner;

namespace {

std::string numbered_lines(int count) {
    std::string text;
    for (int i = 1; i <= count; ++i) text += "line " + std::to_string(i) + "\n";
    return text;
}

Page page_of(int body_lines) {
    return {"bar\nexercise\nverdict\n\n", numbered_lines(body_lines), {"h hint", "q quit"}};
}

}  // namespace

TEST_CASE("a screen has as many lines as the terminal has rows, and the keys are the last") {
    for (int rows : {1, 2, 4, 6, 10, 24, 60}) {
        const Layout layout = lay_out(page_of(50), {80, rows}, {});
        CHECK(layout.lines.size() == static_cast<std::size_t>(rows));
        CHECK(layout.lines.front() == "bar");
    }
    CHECK(lay_out(page_of(3), {80, 24}, {}).lines.back() == "h hint  q quit");
}

TEST_CASE("what does not fit is told, and scrolling ends where the body does") {
    Page page = page_of(30);
    Layout layout = lay_out(page, {80, 14}, {});
    CHECK(layout.body_rows == 8);
    CHECK(layout.lines[4] == "line 1");
    CHECK(layout.lines[12] == "[more lines: 22; space, arrow keys]");
    page.scroll = 1000;
    layout = lay_out(page, {80, 14}, {});
    CHECK(layout.scroll == 22);
    CHECK(layout.lines[11] == "line 30");
    CHECK(layout.lines[12] == "[the end; 22 more above: arrow keys]");
    page.scroll = 0;
    page.marked_line = 20;
    layout = lay_out(page, {80, 14}, {});
    CHECK(layout.lines[11] == "line 21");
}

TEST_CASE("no line is wider than the terminal: a long path goes on in the next line") {
    Page page = page_of(0);
    page.body = "0123456789abcdefghij0123456789\nshort\n";
    const Layout layout = lay_out(page, {20, 24}, {});
    CHECK(layout.lines[4] == "0123456789abcdefghij");
    CHECK(layout.lines[5] == "0123456789");
    CHECK(layout.lines[6] == "short");
}

TEST_CASE("a line is cut by columns: colors take none, and are closed") {
    CHECK(cut_to("\x1b[31mFAIL\x1b[0m 1.1", 6) == "\x1b[31mFAIL\x1b[0m 1");
    CHECK(cut_to("\x1b[31mFAIL\x1b[0m 1.1", 2) == "\x1b[31mFA\x1b[0m");
    CHECK(cut_to("\xc3\xa4\xc3\xb6\xc3\xbc", 2) == "\xc3\xa4\xc3\xb6");
}

TEST_CASE("the bar is full when everything is done, and entries stay whole") {
    CHECK(bar(0, 5, 10) == "[----------]");
    CHECK(bar(2, 5, 10) == "[####------]");
    CHECK(bar(5, 5, 10) == "[##########]");
    CHECK(bar(0, 0, 10) == "[----------]");
    CHECK(side_by_side({"h hint", "n next", "q quit"}, 14) ==
          std::vector<std::string>{"h hint  n next", "q quit"});
}

TEST_CASE("an editor's command is taken apart at spaces, but not between quotation marks") {
    CHECK(words_of("code -r  --wait") == std::vector<std::string>{"code", "-r", "--wait"});
    CHECK(words_of("'/a b/ed' \"x y\" ''") == std::vector<std::string>{"/a b/ed", "x y", ""});
    CHECK(words_of("  ").empty());
    CHECK(editor_beside("").place == Editor::Place::none);
    CHECK(editor_beside("ed -x").command_for("f.cpp") ==
          std::vector<std::string>{"ed", "-x", "f.cpp"});
}
