#include "environment.hpp"
#include "support.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

// What people copy: the programs of the lessons, the exercises' answers and mains, the README's.

namespace {

namespace fs = std::filesystem;

struct SourceLine {
    std::string place;
    std::string text;  // without a comment at its end
    bool begins;       // a statement: the line before ended one
    // The program shows what it means: it opens such a door only after being told so, or binds and
    // never listens.
    bool may_name_every_address;
};

bool shows_exposure(const fs::path& program) {
    std::ifstream file(program);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return text.find("expose_to_network") != text.npos || text.find("try_to_bind") != text.npos;
}

// Every line of code that a learner may take over.
std::vector<SourceLine> lines_to_copy() {
    const fs::path root = tests::folder_from("LOOPBACK_ROOT");
    const std::regex shown(
        "^lessons/|^exercises/[0-9].*/(exercise.hpp|stub.cpp|solution.cpp|main.cpp)|"
        "^tests/docs/readme/|^tests/lessons/[0-9][^/]*/raw_");
    std::vector<SourceLine> lines;
    for (const char* folder : {"lessons", "exercises", "tests/docs", "tests/lessons"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const std::string path = entry.path().lexically_relative(root).generic_string();
            const bool source = path.ends_with(".cpp") || path.ends_with(".hpp");
            if (!source || !std::regex_search(path, shown)) continue;
            const bool shows_it = shows_exposure(entry.path());
            std::ifstream file(entry.path());
            int number = 0;
            bool begins = true;
            for (std::string line; std::getline(file, line);) {
                line.erase(std::min(line.find("//"), line.size()));
                line.erase(line.find_last_not_of(' ') + 1);
                lines.push_back({path + ":" + std::to_string(++number), line, begins, shows_it});
                begins = line.empty() || std::string_view(";{}):").find(line.back()) != line.npos;
            }
        }
    }
    return lines;
}

}  // namespace

TEST_CASE("regression 31: no program to copy cuts a port, drops half a send or binds everything") {
    const std::regex cuts("\\b(atoi|atol|strtou?l|sto[iul]+|sscanf|from_chars)\\b *\\(");
    // A statement that is no more than the call: what it returns is unused.
    const std::regex drops("(^ *|[;{})] +)(\\(void\\) *)?([A-Za-z_.]+(\\.|->))?send\\(");
    const std::regex everywhere("\\b(INADDR_ANY|in6addr_any|any_v4|any_v6)\\b");
    int sends = 0;
    int exposures = 0;
    for (const SourceLine& line : lines_to_copy()) {
        CAPTURE(line.place);
        CAPTURE(line.text);
        // The argument of a program of ours that only its test starts may be read by atoi.
        const bool own_argument = line.place.starts_with("tests/lessons/") &&
                                  line.text.find("std::atoi(argv[1])") != std::string::npos;
        CHECK((own_argument || !std::regex_search(line.text, cuts)));
        std::smatch dropped;
        const bool drop = std::regex_search(line.text, dropped, drops);
        CHECK_FALSE((drop && (line.begins || dropped.position() != 0)));
        sends += std::regex_search(line.text, std::regex("[ .>]send\\(")) ? 1 : 0;
        if (!std::regex_search(line.text, everywhere)) continue;
        ++exposures;
        CHECK(line.may_name_every_address);
    }
    CHECK(sends > 0);  // it has read what it was to read
    CHECK(exposures > 0);
}
