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

Rest passed_on(const Command& command) {
    if (command.words.starts_with("[--")) return Rest::after_dashes;
    return command.words.ends_with("[ARGS]") ? Rest::after_target : Rest::none;
}

/// How many words it takes before what it passes on.
std::size_t most_words(const Command& command) {
    const bool any = !command.words.empty() && !command.words.starts_with("[--");
    return any ? 1 : 0;
}

constexpr std::array<std::string_view, 4> common_flags{"--help", "-h", "--plain", "--yes"};
constexpr std::string_view help_command = "help";

Trouble wrong(std::string message) { return {Status::wrong_usage, std::move(message)}; }

std::string shown(std::string_view typed) { return shortened(harmless(typed), 40); }

Trouble unknown_command(const Commands& commands, const std::string& typed) {
    if (parse_target(typed)) return wrong(fill(messages::number_alone, {shown(typed)}));
    std::vector<std::string_view> names{help_command};
    for (const Command& command : commands)
        if (!command.name.empty()) names.push_back(command.name);
    const std::string_view meant = nearest(typed, names);
    return wrong(meant.empty() ? fill(messages::unknown_command, {shown(typed)})
                               : fill(messages::unknown_command_meant, {shown(typed), meant}));
}

Trouble unknown_flag(const std::string& typed, const Command* command) {
    std::vector<std::string_view> known{"--help", "--plain", "--yes"};
    if (command != nullptr)
        for (const Flag& flag : command->flags) known.push_back(flag.name);
    const std::string_view meant = nearest(typed, known);
    const std::string name = command == nullptr ? "" : " " + std::string(command->name);
    return wrong(meant.empty() ? fill(messages::unknown_flag, {shown(typed), name})
                               : fill(messages::unknown_flag_meant, {shown(typed), name, meant}));
}

bool is_flag(std::string_view word) { return word.size() > 1 && word.front() == '-'; }

const Flag* find_flag(const Command* command, std::string_view name) {
    if (command == nullptr) return nullptr;
    const auto found = std::find_if(command->flags.begin(), command->flags.end(),
                                    [&](const Flag& flag) { return flag.name == name; });
    return found == command->flags.end() ? nullptr : &*found;
}

bool is_known(std::string_view word, const Command* command) {
    const Flag* flag = find_flag(command, word);
    return std::find(common_flags.begin(), common_flags.end(), word) != common_flags.end() ||
           (flag != nullptr && flag->value.empty());
}

/// Takes `--flag VALUE` or `--flag=VALUE`. False when `word` is no flag with a value.
bool take_value(Request& request, const Command* command, const std::string& word,
                const std::vector<std::string>& arguments, std::size_t& i) {
    const std::string name = word.substr(0, word.find('='));
    const Flag* flag = find_flag(command, name);
    if (flag == nullptr || flag->value.empty()) return false;
    if (name != word)
        request.values[name] = word.substr(name.size() + 1);
    else if (i + 1 < arguments.size())
        request.values[name] = arguments[++i];
    else
        throw wrong(fill(messages::flag_needs_value, {name, request.command}));
    return true;
}

void check_words(const Request& request, const Command& command) {
    if (request.command == "test" && !request.words.empty())
        throw wrong(parse_target(request.words[0])
                        ? fill(messages::test_meant_check, {request.words[0]})
                        : fill(messages::test_takes_nothing, {shown(request.words[0])}));
    if (request.words.size() > most_words(command))
        throw wrong(fill(messages::too_many_words,
                         {shown(request.words[most_words(command)]), request.command}));
}

}  // namespace

std::string Request::value(std::string_view flag) const {
    const auto found = values.find(flag);
    return found == values.end() ? "" : found->second;
}

const Command* find_command(const Commands& commands, std::string_view name) {
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const Command& command) { return command.name == name; });
    return found == commands.end() ? nullptr : &*found;
}

Request parse_arguments(const Commands& commands, const std::vector<std::string>& arguments) {
    Request request;
    request.typed = arguments;
    const Command* command = nullptr;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        const Rest rest = command == nullptr ? Rest::none : passed_on(*command);
        const bool target_given = rest == Rest::after_target && !request.words.empty();
        // `try --port 0`: without a target, a flag that is not ours is the program's.
        const bool for_program = rest == Rest::after_target && command->words.starts_with('[') &&
                                 is_flag(word) && !is_known(word, command);
        const bool dashes = word == "--" && rest != Rest::none;
        if (target_given || for_program || dashes) {
            const auto from = static_cast<std::ptrdiff_t>(i + (dashes ? 1 : 0));
            request.passed_on.assign(arguments.begin() + from, arguments.end());
            break;
        }
        if (take_value(request, command, word, arguments, i)) continue;
        if (is_flag(word)) {
            if (!is_known(word, command)) throw unknown_flag(word, command);
            request.flags.insert(word);
        } else if (request.command.empty()) {
            command = find_command(commands, word);
            if (word.empty() || (command == nullptr && word != help_command))
                throw unknown_command(commands, word);
            request.command = word;
        } else {
            request.words.push_back(word);
        }
    }
    request.help = request.command == help_command || request.has("--help") || request.has("-h");
    if (command != nullptr && !request.help) check_words(request, *command);
    return request;
}

}  // namespace runner
