#pragma once

// As much of Markdown as the course's texts use: headings, fenced blocks, comments, links, code.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

struct Heading {
    int level;
    std::string title;
    int line;
};

/// A block between ``` and ```, and the comment <!-- ... --> on the line before it.
struct Block {
    std::string language;
    std::string comment;
    int line;  // of its first line
    std::vector<std::string> lines;
};

struct Line {
    std::string text;
    int number;
};

struct Text {
    std::string path;  // from the top of the checkout
    std::vector<Heading> headings;
    std::vector<Block> blocks;
    std::vector<Line> prose;  // all that is neither in a block nor in a comment
};

inline std::vector<std::string> lines_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

/// Without the spaces at both ends, and with one space for many.
inline std::string collapsed(std::string_view text) {
    std::istringstream words{std::string(text)};
    std::string result;
    for (std::string word; words >> word;) result += (result.empty() ? "" : " ") + word;
    return result;
}

inline Text read_text(const std::filesystem::path& root, const std::string& path) {
    Text text{path, {}, {}, {}};
    std::string comment;
    bool in_block = false;
    bool in_comment = false;
    int number = 0;
    for (const std::string& line : lines_of(root / path)) {
        ++number;
        if (line.starts_with("```")) {
            in_block = !in_block;
            if (in_block) text.blocks.push_back({line.substr(3), comment, number + 1, {}});
            comment.clear();
        } else if (in_block) {
            text.blocks.back().lines.push_back(line);
        } else if (in_comment || line.starts_with("<!--")) {
            comment += line + ' ';
            in_comment = line.find("-->") == std::string::npos;
        } else {
            if (!line.empty()) comment.clear();
            text.prose.push_back({line, number});
            const std::size_t level = line.find_first_not_of('#');
            if (level != std::string::npos && level > 0 && line[level] == ' ') {
                text.headings.push_back({static_cast<int>(level), line.substr(level + 1), number});
            }
        }
    }
    if (in_block) throw std::runtime_error(path + " has a block that does not end");
    return text;
}

/// Every text of the course.
inline std::vector<Text> read_texts(const std::filesystem::path& root) {
    std::vector<std::string> paths;
    const auto add = [&](const std::filesystem::path& folder) {
        std::error_code missing;
        for (const auto& entry : std::filesystem::directory_iterator(root / folder, missing)) {
            if (entry.path().extension() == ".md") {
                paths.push_back((folder / entry.path().filename()).generic_string());
            }
        }
    };
    add("");
    add("docs");
    for (const char* folder : {"lessons", "exercises"}) {
        for (const auto& entry : std::filesystem::directory_iterator(root / folder)) {
            if (entry.is_directory()) add(std::filesystem::path(folder) / entry.path().filename());
        }
    }
    std::sort(paths.begin(), paths.end());
    std::vector<Text> texts;
    for (const std::string& path : paths) texts.push_back(read_text(root, path));
    return texts;
}

/// The parts of `line` that `pattern` finds: its first group, or all of it without a group.
inline std::vector<std::string> found_in(const std::string& line, const std::regex& pattern) {
    std::vector<std::string> found;
    for (std::sregex_iterator it(line.begin(), line.end(), pattern), end; it != end; ++it) {
        found.push_back(it->str(it->size() > 1 ? 1 : 0));
    }
    return found;
}

/// A heading as GitHub names it in links: "Next, please" is #next-please.
inline std::string anchor(const std::string& title) {
    std::string result;
    for (const char c : title) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || c == '-' || c == '_') {
            result += static_cast<char>(std::tolower(byte));
        } else if (c == ' ') {
            result += '-';
        }
    }
    return result;
}

}  // namespace tests
