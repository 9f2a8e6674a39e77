#include "course/help.hpp"

#include <array>

#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

struct Note {
    std::string_view about;
    std::string_view tells;
};

// clang-format off
// The launcher prints these, too, before there is a program: each stays on a line of its own.
constexpr std::array<Note, 3> notes{{
    {"Everywhere:  ", "--plain (ASCII, no color, nothing moves), --yes (install without asking), --help"},
    {"Environment: ", "LOOPBACK_PORT instead of 62893, LOOPBACK_BUILD for the build folder, LOOPBACK_TIME_SCALE=3 on a slow machine, LOOPBACK_NO_INSTALL=1, NO_COLOR=1"},
    {"Exit status: ", "0 done and passed, 1 a check failed, 2 wrong usage, 3 set-up missing"},
}};
// clang-format on

constexpr std::size_t column_of_help = 28;
constexpr std::size_t column_of_line = 18;

std::string with_word(std::string_view name, std::string_view word) {
    return std::string(name) + (name.empty() || word.empty() ? "" : " ") + std::string(word);
}

/// "build and judge exercise N" of "build and judge exercise N, or one check of it".
std::string_view first_part(std::string_view text) {
    return text.substr(0, text.find_first_of(",;"));
}

}  // namespace

void show_help(Printer& printer, const Commands& commands) {
    printer.line(messages::usage);
    printer.line();
    for (const Command& command : commands) {
        const std::string typed = with_word("./sandbox", with_word(command.name, command.words));
        printer.paragraph(command.tells, padded("  " + typed, column_of_help));
        for (const Flag& flag : command.flags)
            printer.paragraph(
                flag.tells, padded("        " + with_word(flag.name, flag.value), column_of_help));
    }
    printer.line();
    for (const Note& note : notes) printer.paragraph(note.tells, note.about);
}

void show_commands(Printer& printer, const Commands& commands) {
    printer.line(messages::commands_title);
    for (const Command& command : commands)
        if (!command.name.empty())
            printer.paragraph(
                first_part(command.tells),
                padded("  " + with_word(command.name, command.words), column_of_line));
    printer.line(messages::commands_more);
}

}  // namespace runner
