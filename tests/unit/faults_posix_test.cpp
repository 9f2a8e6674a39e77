#include "environment.hpp"
#include "support.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

// docs/faults.md against the tests that it names.

namespace {

namespace fs = std::filesystem;

std::string text_of_file(const fs::path& path) {
    std::ifstream file(path);
    REQUIRE_MESSAGE(file, path.string());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> all_in(const std::string& text, const std::regex& what) {
    std::vector<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), what), end; it != end; ++it) {
        found.push_back(it->str(1));
    }
    return found;
}

// The names of all test cases in tests/, in their sources.
std::set<std::string> test_names(const fs::path& root) {
    const std::regex named("TEST_CASE\\(\\s*\"([^\"]+)\"");
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(root / "tests")) {
        if (entry.path().extension() != ".cpp") continue;
        for (const std::string& one : all_in(text_of_file(entry.path()), named)) names.insert(one);
    }
    return names;
}

// The last cell of each row of docs/faults.md, by the row's number.
std::map<int, std::string> rows(const fs::path& root) {
    std::map<int, std::string> found;
    std::ifstream file(root / "docs" / "faults.md");
    std::smatch match;
    const std::regex row("^\\| ([0-9]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("| ") || line.starts_with("| # ")) continue;
        CAPTURE(line);
        REQUIRE(std::regex_match(line, match, row));
        CHECK(found.emplace(std::stoi(match.str(1)), match.str(4)).second);
    }
    return found;
}

}  // namespace

TEST_CASE("each fault in docs/faults.md names tests that exist, and one that bears its number") {
    const fs::path root = tests::folder_from("LOOPBACK_ROOT");
    const std::set<std::string> tests = test_names(root);
    const std::map<int, std::string> faults = rows(root);
    CHECK(faults.size() == 33);
    for (const auto& fault : faults) {
        const std::string prefix = "regression " + std::to_string(fault.first) + ":";
        CAPTURE(prefix);
        bool own = false;
        for (const std::string& name : all_in(fault.second, std::regex("\"([^\"]+)\""))) {
            CHECK_MESSAGE(tests.contains(name), "no test has the name \"", name, "\"");
            own = own || name.starts_with(prefix);
        }
        CHECK_MESSAGE(own, "no test in the row is called \"", prefix, " ...\"");
    }
}

TEST_CASE("each test that bears a fault's number stands in that fault's row") {
    const fs::path root = tests::folder_from("LOOPBACK_ROOT");
    std::map<int, std::string> faults = rows(root);
    for (const std::string& name : test_names(root)) {
        std::smatch match;
        if (!std::regex_search(name, match, std::regex("^regression ([0-9]+):"))) continue;
        CHECK_MESSAGE(faults[std::stoi(match.str(1))].find('"' + name + '"') != std::string::npos,
                      "docs/faults.md does not name \"", name, "\"");
    }
}
