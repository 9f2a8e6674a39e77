// What each lesson must have, as docs/authors.md says: its folders, what they hold, a row in
// README.md and words in the glossary. Each failure says what is missing.

#include <doctest/doctest.h>

#include <vector>

#include "checkout.hpp"
#include "markdown.hpp"

using namespace tests;
namespace fs = std::filesystem;

namespace {

// Whether `folder` has a file whose name ends so.
bool has_file(const fs::path& folder, std::string_view end) {
    if (!fs::is_directory(folder)) return false;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().filename().string().ends_with(end)) return true;
    }
    return false;
}

std::string text_of(const fs::path& file) {
    std::string text;
    for (const std::string& line : lines_of(file)) text += line + '\n';
    return text;
}

struct Part {
    const char* parent;
    const char* below;  // a folder in it, or none
    std::vector<const char*> files;
};

// A name that begins with `*` is any that ends so.
const Part parts[] = {
    {"lessons", "", {"README.md", "*.cpp"}},
    {"exercises",
     "",
     {"README.md", "checks.cpp", "exercise.hpp", "hints.md", "main.cpp", "solution.cpp",
      "stub.cpp"}},
    {"tests/lessons", "", {"*_test.cpp", "torture.cpp"}},
    {"tests/misconceptions", "", {"*.cpp"}},
    {"tests/misconceptions", "right", {"*.cpp"}},
};

// How README.md's table begins the row of NN-name.
std::string row_of(const std::string& lesson) {
    std::string shown = lesson;
    shown[2] = ' ';
    return "| [" + shown + "](lessons/" + lesson + "/README.md) |";
}

}  // namespace

TEST_CASE("each lesson has all of its parts") {
    const auto lessons = numbered_folders("lessons");
    CHECK_FALSE(lessons.empty());
    for (const std::string& lesson : lessons) {
        for (const Part& part : parts) {
            const fs::path folder = fs::path(part.parent) / lesson / part.below;
            for (const std::string file : part.files) {
                const bool there = file.starts_with('*') ? has_file(root() / folder, file.substr(1))
                                                         : fs::exists(root() / folder / file);
                CHECK_MESSAGE(there, (folder / file).generic_string(), " is missing");
            }
        }
    }
}

TEST_CASE("what belongs to a lesson has the lesson's name") {
    const auto lessons = numbered_folders("lessons");
    for (const Part& part : parts) {
        for (const std::string& name : numbered_folders(part.parent)) {
            CHECK_MESSAGE(lessons.contains(name), part.parent, "/", name, " has no lessons/", name);
        }
    }
}

TEST_CASE("each check has hints, and a row in its exercise's text") {
    const std::regex check(R"re(LOOPBACK_CHECK\("([^"]*)", "(?:stretch: )?((?:[^"\\]|\\.)*)"\))re");
    for (const std::string& name : numbered_folders("exercises")) {
        const std::string folder = "exercises/" + name + "/";
        const std::string hints = text_of(root() / folder / "hints.md");
        const std::string text = text_of(root() / folder / "README.md");
        int count = 0;
        for (const std::string& line : lines_of(root() / folder / "checks.cpp")) {
            std::smatch found;
            if (!std::regex_search(line, found, check)) continue;
            ++count;
            std::string title = found.str(2);
            std::erase(title, '\\');  // before a quotation mark
            const std::string heading = "## " + found.str(1) + ' ' + title;
            CHECK_MESSAGE(hints.find('\n' + heading + '\n') != hints.npos, folder,
                          "hints.md lacks: ", heading);
            const std::string row = "| " + found.str(1) + " | " + title + " |";
            CHECK_MESSAGE(text.find(row) != text.npos, folder, "README.md lacks a row with: ", row);
        }
        CHECK_MESSAGE(count > 0, folder, "checks.cpp has no check");
    }
}

TEST_CASE("the table in README.md has one row for each lesson, and no other") {
    std::set<std::string> lessons = numbered_folders("lessons");
    for (const std::string& line : lines_of(root() / "README.md")) {
        if (!line.starts_with("| [")) continue;
        bool found = false;
        for (auto lesson = lessons.begin(); lesson != lessons.end() && !found;) {
            found = line.starts_with(row_of(*lesson));
            lesson = found ? lessons.erase(lesson) : std::next(lesson);
        }
        CHECK_MESSAGE(found, "README.md's table has a row too many: ", line);
    }
    for (const std::string& lesson : lessons) {
        CHECK_MESSAGE(false, "README.md's table lacks a row for lessons/", lesson,
                      ", which begins: ", row_of(lesson));
    }
}

TEST_CASE("the glossary has a word from each lesson, and from no other") {
    const std::regex shown_by("lesson ([0-9][0-9])\\)");
    std::set<std::string> seen;
    for (const std::string& line : lines_of(root() / "docs/glossary.md")) {
        for (const std::string& number : found_in(line, shown_by)) seen.insert(number);
    }
    for (const std::string& lesson : numbered_folders("lessons")) {
        const std::string number = lesson.substr(0, 2);
        CHECK_MESSAGE(seen.erase(number) == 1, "docs/glossary.md lacks a word that ends: (lesson ",
                      number, ")");
    }
    for (const std::string& number : seen) {
        CHECK_MESSAGE(false, "docs/glossary.md names lesson ", number, ", which is not there");
    }
}
