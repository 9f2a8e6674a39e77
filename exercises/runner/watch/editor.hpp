#pragma once
// The learner's editor, and how it is called.

#include <filesystem>
#include <string>
#include <vector>

namespace runner {

struct Editor {
    enum class Place {
        none,
        terminal,  // $VISUAL, $EDITOR: it has our terminal while it runs
        beside,    // --edit-cmd: it opens a window of its own, or a pane
    };
    Place place = Place::none;
    std::vector<std::string> words;

    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::vector<std::string> command_for(const std::filesystem::path& file) const;
};

/// $VISUAL, else $EDITOR.
Editor editor_of_environment();

/// What --edit-cmd says; an empty command is no editor.
Editor editor_beside(const std::string& command);

/// A command line as words: at spaces, but not between quotation marks.
std::vector<std::string> words_of(std::string_view command);

}  // namespace runner
