#include "watch/editor.hpp"

#include "system/platform.hpp"

namespace runner {

std::string Editor::name() const { return words.empty() ? "" : words.front(); }

std::vector<std::string> Editor::command_for(const std::filesystem::path& file) const {
    std::vector<std::string> command = words;
    command.push_back(platform::text_of(file));
    return command;
}

std::vector<std::string> words_of(std::string_view command) {
    std::vector<std::string> words;
    char mark = 0;
    bool in_word = false;
    for (char c : command) {
        const bool quotes = mark == 0 ? c == '"' || c == '\'' : c == mark;
        const bool blank = mark == 0 && (c == ' ' || c == '\t');
        if (!blank && !in_word) words.emplace_back();
        in_word = !blank;
        if (quotes)
            mark = mark == 0 ? c : '\0';
        else if (!blank)
            words.back() += c;
    }
    return words;
}

Editor editor_of_environment() {
    for (const char* name : {"VISUAL", "EDITOR"}) {
        const auto words = words_of(platform::variable(name).value_or(""));
        if (!words.empty()) return {Editor::Place::terminal, words};
    }
    return {};
}

Editor editor_beside(const std::string& command) {
    const auto words = words_of(command);
    return words.empty() ? Editor{} : Editor{Editor::Place::beside, words};
}

}  // namespace runner
