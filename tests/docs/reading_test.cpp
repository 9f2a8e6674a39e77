// What it is like to read the lessons one after the other: no word comes before it is explained,
// the time that is named is true, and no lesson is promised that is not there.

#include <doctest/doctest.h>

#include <cmath>
#include <optional>

#include "checkout.hpp"
#include "markdown.hpp"

using namespace tests;

namespace {

// The prose of a text in one string, a line behind the other; code in it is blanked out, and so is
// the line that says the idea, which is there to make curious.
std::string prose_of(const Text& text) {
    std::string prose;
    for (const Line& line : text.prose) {
        const bool is_prose =
            !line.text.starts_with('#') && !line.text.starts_with("**The idea:**");
        std::string words = is_prose ? line.text : "";
        bool in_code = false;
        for (char& c : words) {
            const bool mark = c == '`';
            if (mark || in_code) c = ' ';
            in_code = in_code != mark;
        }
        prose += words + '\n';
    }
    return prose;
}

// The words of the glossary: at the beginning of an entry, all that are bold.
std::vector<std::string> glossary() {
    std::vector<std::string> words;
    for (const std::string& line : lines_of(root() / "docs/glossary.md")) {
        if (!line.starts_with("**")) continue;
        for (const std::string& word : found_in(line, std::regex(R"(\*\*([^*]+)\*\*)"))) {
            words.push_back(word);
        }
    }
    return words;
}

// A word, or its plural, or "listens"; names such as TCP as they are written. A space may be the
// end of a line.
std::regex any_form_of(const std::string& word) {
    std::string pattern;
    for (const char c : word) pattern += c == ' ' ? std::string("\\s+") : std::string(1, c);
    const bool is_name = std::isupper(static_cast<unsigned char>(word[0])) != 0;
    return std::regex("(^|[^A-Za-z0-9_-])(" + pattern + "(s|es)?)(?![A-Za-z0-9_-])",
                      is_name ? std::regex::ECMAScript : std::regex::icase);
}

// Whether the place lies in what is bold, which is how a text explains a word, or in a link.
bool is_explained(const std::string& prose, std::size_t place) {
    static const std::regex explained(R"(\*\*[^*]+\*\*|\[[^\]]*\]\([^)]*\))");
    for (std::sregex_iterator it(prose.begin(), prose.end(), explained), end; it != end; ++it) {
        const auto start = static_cast<std::size_t>(it->position(0));
        if (start <= place && place < start + static_cast<std::size_t>(it->length(0))) return true;
    }
    return false;
}

struct Use {
    std::string line;
    bool explained = false;
};

std::optional<Use> first_use(const std::string& prose, const std::regex& word) {
    std::smatch found;
    if (!std::regex_search(prose, found, word)) return std::nullopt;
    const auto place = static_cast<std::size_t>(found.position(2));
    const std::size_t start = prose.rfind('\n', place) + 1;
    return Use{prose.substr(start, prose.find('\n', place) - start), is_explained(prose, place)};
}

std::string text_of(const std::string& lesson) { return "lessons/" + lesson + "/README.md"; }

// All that is read before "Try it", code and all.
long words_before_try_it(const std::string& lesson) {
    long words = 0;
    for (const std::string& line : lines_of(root() / text_of(lesson))) {
        if (line == "## Try it") break;
        std::istringstream stream(line);
        for (std::string word; stream >> word;) ++words;
    }
    return words;
}

}  // namespace

TEST_CASE("each word of the glossary is explained, or leads there, where it is first used") {
    std::vector<std::pair<std::string, std::string>> lessons;
    for (const std::string& lesson : numbered_folders("lessons")) {
        lessons.emplace_back(lesson, prose_of(read_text(root(), text_of(lesson))));
    }
    for (const std::string& word : glossary()) {
        for (const auto& lesson : lessons) {
            const auto use = first_use(lesson.second, any_form_of(word));
            if (!use) continue;
            CHECK_MESSAGE(use->explained, text_of(lesson.first), " uses the word ", word,
                          " before it is explained: ", use->line);
            break;
        }
    }
}

TEST_CASE("each lesson says how many minutes it takes: its words, 150 a minute") {
    const std::regex told("about ([0-9]+) minutes\\s+to\\s+read");
    for (const std::string& lesson : numbered_folders("lessons")) {
        std::string prose;
        for (const Line& line : read_text(root(), text_of(lesson)).prose) prose += line.text + '\n';
        const long minutes = std::lround(static_cast<double>(words_before_try_it(lesson)) / 150);
        std::smatch found;
        REQUIRE_MESSAGE(std::regex_search(prose, found, told), text_of(lesson));
        CHECK_MESSAGE(std::abs(std::stol(found[1]) - minutes) <= 1, text_of(lesson), " takes ",
                      minutes, " minutes");
    }
}

TEST_CASE("no text speaks of a lesson that is not there") {
    const auto lessons = numbered_folders("lessons");
    const std::regex named("[Ll]essons? ([0-9][0-9])");
    for (const char* parent : {"lessons", "exercises"}) {
        for (const std::string& name : numbered_folders(parent)) {
            for (const auto& file : std::filesystem::directory_iterator(root() / parent / name)) {
                if (file.path().extension() != ".md" && parent[0] == 'e') continue;
                for (const std::string& line : lines_of(file.path())) {
                    for (const std::string& number : found_in(line, named)) {
                        const bool there = std::any_of(
                            lessons.begin(), lessons.end(),
                            [&](const std::string& lesson) { return lesson.starts_with(number); });
                        CHECK_MESSAGE(there, file.path().string(), ": ", line);
                    }
                }
            }
        }
    }
}
