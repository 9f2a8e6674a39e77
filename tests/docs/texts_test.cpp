// What can be held against every text by reading alone: excerpts, structure, links, commands.

#include <doctest/doctest.h>

#include <iterator>
#include <map>
#include <set>

#include "checkout.hpp"
#include "markdown.hpp"

using namespace tests;
namespace fs = std::filesystem;

namespace {

const std::vector<Text>& texts() {
    static const std::vector<Text> all = read_texts(root());
    return all;
}

std::string place(const Text& text, int line) { return text.path + ":" + std::to_string(line); }

bool is_lesson(const Text& text) {
    return text.path.starts_with("lessons/") && text.path.ends_with("/README.md");
}

// Lines without their spaces, empty ones left out.
std::vector<std::string> essence(const std::vector<std::string>& lines) {
    std::vector<std::string> result;
    for (const std::string& line : lines) {
        if (std::string text = collapsed(line); !text.empty()) result.push_back(std::move(text));
    }
    return result;
}

// Every file that the build compiles and a text may quote, but for the learner's own.
std::vector<std::vector<std::string>> compiled_files() {
    std::vector<std::vector<std::string>> files;
    for (const char* folder :
         {"include", "lessons", "exercises", "tests/docs", "tests/harness", "tests/lessons"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root() / folder)) {
            const fs::path& path = entry.path();
            if (path.filename() == "exercise.cpp") continue;
            if (path.extension() != ".cpp" && path.extension() != ".hpp") continue;
            files.push_back(essence(lines_of(path)));
        }
    }
    return files;
}

template <class Names>
std::string joined(const Names& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

// All lines of a text, in blocks and outside of them.
std::vector<Line> all_lines(const Text& text) {
    std::vector<Line> lines = text.prose;
    for (const Block& block : text.blocks) {
        int number = block.line;
        for (const std::string& line : block.lines) lines.push_back({line, number++});
    }
    return lines;
}

}  // namespace

TEST_CASE("every excerpt of C++ stands in a compiled file, line by line") {
    const auto files = compiled_files();
    REQUIRE(!files.empty());
    int excerpts = 0;
    for (const Text& text : texts()) {
        for (const Block& block : text.blocks) {
            if (block.language != "cpp") continue;
            ++excerpts;
            const auto lines = essence(block.lines);
            const bool found = std::any_of(files.begin(), files.end(), [&](const auto& file) {
                return std::search(file.begin(), file.end(), lines.begin(), lines.end()) !=
                       file.end();
            });
            CHECK_MESSAGE((found && !lines.empty()), place(text, block.line),
                          ": this excerpt is in no compiled file");
        }
    }
    CHECK(excerpts > 0);
}

TEST_CASE("a block says what it is: cpp, console, mermaid or text") {
    const std::set<std::string> known{"cpp", "console", "mermaid", "text", "sh"};
    for (const Text& text : texts()) {
        for (const Block& block : text.blocks) {
            CHECK_MESSAGE(known.contains(block.language), place(text, block.line), ": \"",
                          block.language, "\"");
        }
    }
}

TEST_CASE("a lesson's text has the eight sections, in their order") {
    const std::vector<std::string> sections{
        "What you will see",     "The idea",        "The program",       "Your turn", "Try it",
        "What people get wrong", "On your machine", "Behind the wrapper"};
    for (const Text& text : texts()) {
        if (!is_lesson(text)) continue;
        std::vector<std::string> found;
        for (const Heading& heading : text.headings) {
            if (heading.level == 2) found.push_back(heading.title);
        }
        CAPTURE(text.path);
        CHECK(joined(found) == joined(sections));
    }
}

TEST_CASE("a lesson has a picture, and the same steps as a numbered list, in its idea") {
    for (const Text& text : texts()) {
        if (!is_lesson(text)) continue;
        int from = 0;
        int to = 0;
        for (const Heading& heading : text.headings) {
            if (heading.title == "The idea") from = heading.line;
            if (heading.title == "The program") to = heading.line;
        }
        const auto inside = [&](int line) { return line > from && line < to; };
        CHECK_MESSAGE(std::any_of(text.blocks.begin(), text.blocks.end(),
                                  [&](const Block& block) {
                                      return block.language == "mermaid" && inside(block.line);
                                  }),
                      text.path, " has no Mermaid picture in \"The idea\"");
        CHECK_MESSAGE(std::any_of(text.prose.begin(), text.prose.end(),
                                  [&](const Line& line) {
                                      return line.text.starts_with("1. ") && inside(line.number);
                                  }),
                      text.path, " has no numbered list in \"The idea\"");
    }
}

TEST_CASE("the first half of a lesson is read in ten to fifteen minutes") {
    for (const Text& text : texts()) {
        if (!is_lesson(text)) continue;
        int end = 0;
        for (const Heading& heading : text.headings) {
            if (heading.title == "Try it") end = heading.line;
        }
        std::size_t words = 0;
        for (const Line& line : all_lines(text)) {
            if (line.number >= end) continue;
            std::istringstream stream(line.text);
            words += static_cast<std::size_t>(std::distance(
                std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()));
        }
        CHECK_MESSAGE((words > 800 && words < 2400), text.path, ": ", words, " words");
    }
}

TEST_CASE("links lead to files and headings that exist") {
    std::map<std::string, const Text*> by_path;
    for (const Text& text : texts()) by_path[text.path] = &text;
    for (const Text& text : texts()) {
        for (const Line& line : text.prose) {
            for (std::string link : found_in(line.text, std::regex("\\]\\(([^)]*)\\)"))) {
                CAPTURE(place(text, line.number));
                CAPTURE(link);
                if (link.starts_with("https://")) continue;
                CHECK_FALSE(link.starts_with("http://"));
                const std::size_t hash = link.find('#');
                const std::string file = link.substr(0, hash);
                const std::string path = file.empty() ? text.path
                                                      : (fs::path(text.path).parent_path() / file)
                                                            .lexically_normal()
                                                            .generic_string();
                CHECK(fs::exists(root() / path));
                if (hash == std::string::npos) continue;
                REQUIRE(by_path.contains(path));
                const auto& headings = by_path[path]->headings;
                CHECK(std::any_of(headings.begin(), headings.end(), [&](const Heading& heading) {
                    return anchor(heading.title) == link.substr(hash + 1);
                }));
            }
        }
    }
}

TEST_CASE("paths of this project in the texts exist, and none is of somebody's own machine") {
    const std::regex ours(
        "(?:^|[^A-Za-z0-9_./-])((?:lessons|exercises|include|tests|docs|\\.ci)/[A-Za-z0-9_./-]*"
        "[A-Za-z0-9_])");
    const std::regex foreign("(?:^|[ `(\"=])(/(?:home|root|tmp|work|Users|mnt)/|[A-Za-z]:\\\\)");
    for (const Text& text : texts()) {
        for (const Line& line : all_lines(text)) {
            CAPTURE(place(text, line.number));
            CHECK_MESSAGE(found_in(line.text, foreign).empty(), line.text);
            for (const std::string& path : found_in(line.text, ours)) {
                const bool pattern = path.find("NN") != std::string::npos;
                const bool learners = path.ends_with("/exercise.cpp");
                if (!pattern && !learners) CHECK_MESSAGE(fs::exists(root() / path), path);
            }
        }
    }
}

TEST_CASE("every ./sandbox command in a text is one that exists, for a lesson that exists") {
    std::set<std::string> commands;
    for (const char* table : {"commands/table.cpp", "classroom/commands.hpp"})
        for (const std::string& line : lines_of(root() / "exercises/runner" / table))
            for (const std::string& name : found_in(line, std::regex("^ +\\{\"([a-z]+)\",")))
                commands.insert(name);
    REQUIRE(commands.contains("tour"));
    const std::regex used("(?:\\./sandbox|sandbox\\.cmd)((?: +[A-Za-z0-9.-]+)*)");
    std::size_t count = 0;
    for (const Text& text : texts()) {
        for (const Line& line : all_lines(text)) {
            CAPTURE(place(text, line.number));
            for (const std::string& words : found_in(line.text, used)) {
                std::istringstream stream(words);
                std::string command;
                std::string number;
                stream >> command >> number;
                if (command.empty() || command.starts_with("-") || command == "...") continue;
                if (!std::regex_match(command, std::regex("[a-z]+"))) continue;
                ++count;
                CHECK_MESSAGE(commands.contains(command), "./sandbox ", command);
                if (!std::regex_match(number, std::regex("[0-9]+(\\.[0-9]+)?"))) continue;
                const int wanted = std::stoi(number);
                const auto folders = numbered_folders(command == "run" ? "lessons" : "exercises");
                CHECK_MESSAGE(std::any_of(folders.begin(), folders.end(),
                                          [&](const std::string& folder) {
                                              return std::stoi(folder.substr(0, 2)) == wanted;
                                          }),
                              "./sandbox ", command, " ", number);
            }
        }
    }
    CHECK(count > 0);
}

TEST_CASE("what a failed check tells to read exists: a text and a section of it") {
    std::map<std::string, std::set<std::string>> sections;
    for (const Text& text : texts()) {
        for (const Heading& heading : text.headings) sections[text.path].insert(heading.title);
    }
    const std::regex reference("((?:lessons|docs)/[^\" ]+\\.md), \\\\?\"([^\"\\\\]+)");
    for (const char* folder : {"exercises", "lessons", "tests/misconceptions"}) {
        if (!fs::exists(root() / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root() / folder)) {
            const std::string extension = entry.path().extension().string();
            if (extension != ".cpp" && extension != ".hpp" && extension != ".md") continue;
            for (const std::string& line : lines_of(entry.path())) {
                for (std::sregex_iterator it(line.begin(), line.end(), reference), end; it != end;
                     ++it) {
                    CHECK_MESSAGE(sections[it->str(1)].contains(it->str(2)), entry.path().string(),
                                  " points to ", it->str(1), ", \"", it->str(2), "\"");
                }
            }
        }
    }
}

TEST_CASE("the headings that the causes of an exercise name are in its lesson") {
    const std::regex constant("^inline constexpr const char\\* \\w+ = \"([^\"]+)\";");
    for (const std::string& name : numbered_folders("exercises")) {
        const fs::path file = root() / "exercises" / name / "causes.hpp";
        if (!fs::exists(file)) continue;
        std::set<std::string> sections;
        for (const Text& text : texts()) {
            if (text.path != "lessons/" + name + "/README.md") continue;
            for (const Heading& heading : text.headings) sections.insert(heading.title);
        }
        for (const std::string& line : lines_of(file)) {
            for (const std::string& heading : found_in(line, constant)) {
                CHECK_MESSAGE(sections.contains(heading), name, ": ", heading);
            }
        }
    }
}

TEST_CASE("the library's tour has ten tasks: a snippet of at most 20 lines, words, a header each") {
    const auto tour = std::find_if(texts().begin(), texts().end(),
                                   [](const Text& text) { return text.path == "docs/library.md"; });
    REQUIRE(tour != texts().end());
    std::vector<int> starts;  // and where what comes after the tasks does
    for (const Heading& heading : tour->headings) {
        if (heading.level == 2) starts.push_back(heading.line);
    }
    REQUIRE(starts.size() == 11);
    CHECK(tour->headings.back().title == "What else there is");
    for (std::size_t task = 0; task < 10; ++task) {
        CAPTURE(task + 1);
        const auto inside = [&](int line) {
            return line > starts[task] && line < starts[task + 1];
        };
        int snippets = 0;
        for (const Block& block : tour->blocks) {
            if (!inside(block.line)) continue;
            CHECK(block.language == "cpp");
            CHECK_MESSAGE(block.lines.size() <= 20, place(*tour, block.line));
            ++snippets;
        }
        CHECK(snippets > 0);
        CHECK(std::any_of(tour->prose.begin(), tour->prose.end(), [&](const Line& line) {
            return inside(line.number) &&
                   line.text.find("](../include/loopback/") != line.text.npos;
        }));
    }
}

TEST_CASE("a transcript fits a terminal of 80 columns") {
    for (const Text& text : texts()) {
        for (const Block& block : text.blocks) {
            if (block.language != "console") continue;
            int number = block.line;
            for (const std::string& line : block.lines) {
                CHECK_MESSAGE(line.size() <= 80, place(text, number));
                ++number;
            }
        }
    }
}
