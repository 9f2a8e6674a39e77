// Writes a program out of the examples in doc comments: examples OUTPUT HEADER...
//
// An example is the indented code in a comment that starts with ///. Each becomes a function of
// its own, in which prelude.hpp's names are there to be used.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

struct Example {
    std::string header;
    int line;
    std::string code;
};

// What follows "///" in a line; false if it has no such comment.
bool comment_of(const std::string& line, std::string& comment) {
    const std::size_t start = line.find_first_not_of(' ');
    if (start == std::string::npos || line.compare(start, 3, "///") != 0) return false;
    comment = line.substr(start + 3);
    return true;
}

std::vector<Example> examples_in(const std::string& path) {
    std::vector<Example> found;
    std::ifstream file(path);
    std::string line;
    bool inside = false;
    for (int number = 1; std::getline(file, line); ++number) {
        std::string comment;
        const bool is_code = comment_of(line, comment) && comment.compare(0, 5, "     ") == 0;
        if (is_code && !inside) found.push_back({path, number, ""});
        if (is_code) found.back().code += "    " + comment.substr(5) + "\n";
        inside = is_code;
    }
    return found;
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

void write(std::string& out, const Example& example) {
    const std::string name = example.header.substr(example.header.rfind('/') + 1);
    // Where the example opens the door of home itself, nobody may listen there before.
    const char* home = has(example.code, "bind(home") ? "free_home" : "served_home";
    const bool may_run = !has(example.code, "expose_to_network");
    out += "\nTEST_CASE(\"the example in " + name + ":" + std::to_string(example.line) + "\") {\n";
    out += "    tests::Scene scene;\n";
    out += "    [[maybe_unused]] const Endpoint home = scene." + std::string(home) + "();\n";
    out += "    [[maybe_unused]] const Port home_port = home.port;\n";
    out += "    PRELUDE\n";
    out += may_run ? "    {\n" : "    [[maybe_unused]] auto compiled_only = [&] {\n";
    out += "#line " + std::to_string(example.line) + " \"" + example.header + "\"\n" + example.code;
    const auto lines = std::count(out.begin(), out.end(), '\n');
    out += "#line " + std::to_string(lines + 2) + " \"doc_examples.cpp\"\n";
    out += may_run ? "    }\n}\n" : "    };\n}\n";
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() < 2) return 2;
    std::string out =
        "// Written by examples.cpp from the doc comments of the headers.\n"
        "#include \"prelude.hpp\"\n";
    std::size_t count = 0;
    for (std::size_t i = 1; i < words.size(); ++i) {
        for (const Example& example : examples_in(words[i])) {
            write(out, example);
            ++count;
        }
    }
    if (count == 0) std::cerr << "no example was found\n";
    std::ofstream file(words.front());
    file << out << std::flush;
    return count != 0 && file ? 0 : 1;
}
