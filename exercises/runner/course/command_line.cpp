#include "course/command_line.hpp"

#include <algorithm>
#include <array>

#include "course/course.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

enum class Rest { none, after_target, after_dashes };

struct Command {
    std::string_view name;
    std::size_t most_words;
    Rest passed_on;
    std::vector<std::string_view> flags;
    std::vector<std::string_view> with_value = {};  // flags that are followed by a word
};

const std::vector<Command>& commands() {
    static const std::vector<Command> all{
        {"tour", 0, Rest::none, {}},
        {"list", 0, Rest::none, {}},
        {"run", 1, Rest::after_target, {}},
        {"check", 1, Rest::none, {"--trace", "--debug", "--all"}},
        {"try", 1, Rest::after_target, {}},
        {"watch", 1, Rest::none, {}, {"--edit-cmd"}},
        {"hint", 1, Rest::none, {"--all"}},
        {"solution", 1, Rest::none, {"--anyway"}},
        {"reset", 1, Rest::none, {}},
        {"doctor", 0, Rest::none, {}},
        {"handout", 1, Rest::none, {"--offline"}},
        {"grade",
         1,
         Rest::none,
         {"--no-isolation"},
         {"--format", "--output", "--only", "--checks", "-j"}},
        {"test", 1, Rest::after_dashes, {}},
        {"help", 1, Rest::none, {}},
    };
    return all;
}

constexpr std::array<std::string_view, 4> common_flags{"--help", "-h", "--plain", "--yes"};

Trouble wrong(std::string message) { return {Status::wrong_usage, std::move(message)}; }

std::string shown(std::string_view typed) { return shortened(harmless(typed), 40); }

Trouble unknown_command(const std::string& typed) {
    if (parse_target(typed)) return wrong(fill(messages::number_alone, {shown(typed)}));
    std::vector<std::string_view> names;
    for (const Command& command : commands()) names.push_back(command.name);
    const std::string_view meant = nearest(typed, names);
    return wrong(meant.empty() ? fill(messages::unknown_command, {shown(typed)})
                               : fill(messages::unknown_command_meant, {shown(typed), meant}));
}

Trouble unknown_flag(const std::string& typed, const Command* command) {
    std::vector<std::string_view> known{"--help", "--plain", "--yes"};
    if (command != nullptr) known.insert(known.end(), command->flags.begin(), command->flags.end());
    if (command != nullptr)
        known.insert(known.end(), command->with_value.begin(), command->with_value.end());
    const std::string_view meant = nearest(typed, known);
    const std::string name = command == nullptr ? "" : " " + std::string(command->name);
    return wrong(meant.empty() ? fill(messages::unknown_flag, {shown(typed), name})
                               : fill(messages::unknown_flag_meant, {shown(typed), name, meant}));
}

bool is_flag(std::string_view word) { return word.size() > 1 && word.front() == '-'; }

void set_flag(Request& request, std::string_view flag) {
    if (flag == "--help" || flag == "-h") request.help = true;
    if (flag == "--plain") request.plain = true;
    if (flag == "--trace") request.trace = true;
    if (flag == "--debug") request.debug = true;
    if (flag == "--all") request.all = true;
    if (flag == "--anyway") request.anyway = true;
    if (flag == "--no-isolation") request.no_isolation = true;
    if (flag == "--offline") request.offline = true;
    // --yes was for the launcher.
}

bool is_known(std::string_view flag, const Command* command) {
    return std::find(common_flags.begin(), common_flags.end(), flag) != common_flags.end() ||
           (command != nullptr &&
            std::find(command->flags.begin(), command->flags.end(), flag) != command->flags.end());
}

/// Takes `--flag VALUE` or `--flag=VALUE`. False when `word` is no flag with a value.
bool take_value(Request& request, const Command* command, const std::string& word,
                const std::vector<std::string>& arguments, std::size_t& i) {
    if (command == nullptr) return false;
    const std::string flag = word.substr(0, word.find('='));
    const auto& flags = command->with_value;
    if (std::find(flags.begin(), flags.end(), flag) == flags.end()) return false;
    if (flag != word)
        request.values[flag] = word.substr(flag.size() + 1);
    else if (i + 1 < arguments.size())
        request.values[flag] = arguments[++i];
    else
        throw wrong(fill(messages::flag_needs_value, {flag, request.command}));
    return true;
}

void check_words(const Request& request, const Command& command) {
    if (request.command == "test" && !request.words.empty())
        throw wrong(parse_target(request.words[0])
                        ? fill(messages::test_meant_check, {request.words[0]})
                        : fill(messages::test_takes_nothing, {shown(request.words[0])}));
    if (request.words.size() > command.most_words)
        throw wrong(fill(messages::too_many_words,
                         {shown(request.words[command.most_words]), request.command}));
}

}  // namespace

Request parse_arguments(const std::vector<std::string>& arguments) {
    Request request;
    const Command* command = nullptr;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        const Rest rest = command == nullptr ? Rest::none : command->passed_on;
        const bool target_given = rest == Rest::after_target && !request.words.empty();
        // `try --port 0`: a flag that is not ours is the program's.
        const bool for_program =
            request.command == "try" && is_flag(word) && !is_known(word, command);
        const bool dashes = word == "--" && rest != Rest::none;
        if (target_given || for_program || dashes) {
            const auto from = static_cast<std::ptrdiff_t>(i + (dashes ? 1 : 0));
            request.passed_on.assign(arguments.begin() + from, arguments.end());
            break;
        }
        if (take_value(request, command, word, arguments, i)) continue;
        if (is_flag(word)) {
            if (!is_known(word, command)) throw unknown_flag(word, command);
            set_flag(request, word);
        } else if (command == nullptr) {
            const auto found = std::find_if(commands().begin(), commands().end(),
                                            [&](const Command& c) { return c.name == word; });
            if (found == commands().end()) throw unknown_command(word);
            command = &*found;
            request.command = word;
        } else {
            request.words.push_back(word);
        }
    }
    if (request.command == "help") request.help = true;
    if (command != nullptr && !request.help) check_words(request, *command);
    return request;
}

}  // namespace runner
