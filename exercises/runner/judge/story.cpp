#include "judge/story.hpp"

#include <algorithm>

#include "words/messages.hpp"

namespace runner {
namespace {

constexpr std::size_t action_width = 17;
constexpr std::size_t narrow = 60;      // below this many columns a step is not laid out in columns
constexpr std::size_t most_text = 600;  // of one step or one answer
constexpr std::size_t most_steps = 40;  // the first and the last ones
constexpr std::size_t least_steps = 4;  // of a story that must be short
constexpr std::size_t most_printed = 2000;  // of what the learner's code printed
constexpr std::size_t most_printed_lines = 20;
constexpr std::size_t most_lines_of_a_loop = 3;

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass:
        case Outcome::fail: return "";
        case Outcome::stuck: return messages::verdict_stuck;
        case Outcome::crashed: return messages::verdict_crashed;
        case Outcome::unwritten: return messages::verdict_unwritten;
        case Outcome::exited: return messages::verdict_exited;
        case Outcome::out_of_time: return messages::verdict_out_of_time;
        case Outcome::too_much_output: return messages::verdict_too_much_output;
        case Outcome::left_process: return messages::verdict_left_process;
        case Outcome::not_counted: return messages::verdict_not_counted;
    }
    return "";
}

std::string step_line(std::size_t number, const StoryStep& step, const Style& style) {
    const std::string count = std::to_string(number);
    std::string label = std::string(count.size() < 4 ? 4 - count.size() : 0, ' ') + count + "  ";
    const std::string action = harmless(shortened(step.action, most_text), style.charset);
    if (step.detail.empty()) return wrapped(action, style.width, label);
    const std::string detail = harmless(shortened(step.detail, most_text), style.charset);
    const bool no_room = columns(action) > style.width / 2 || style.width < narrow;
    if (no_room) return wrapped(action + "  " + detail, style.width, label);
    label += padded(action, action_width);
    if (columns(action) >= action_width) label += ' ';
    return wrapped(detail, style.width, label);
}

std::string left_out_line(std::size_t count, std::string_view words, const Style& style) {
    return wrapped(fill(words, {std::to_string(count)}), style.width, "      ");
}

/// The steps in at most `most_lines`: the last ones tell how it went wrong, so the first are left
/// out. (A few steps are told in any case.)
std::string steps_of(const std::vector<StoryStep>& steps, std::size_t most_lines,
                     const Style& style) {
    std::vector<std::string> lines;
    std::size_t height = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        lines.push_back(step_line(i + 1, steps[i], style));
        height += lines_of(lines.back()).size();
    }
    std::size_t first = 0;
    if (height > most_lines) ++height;  // the line that says how many are left out
    while (height > most_lines && lines.size() - first > least_steps)
        height -= lines_of(lines[first++]).size();
    std::string text;
    if (first > 0) text += left_out_line(first, messages::steps_folded, style);
    const std::size_t too_many =
        lines.size() - first > most_steps ? lines.size() - first - most_steps : 0;
    for (std::size_t i = first; i < lines.size(); ++i) {
        if (too_many > 0 && i == first + most_steps / 2) {
            text += left_out_line(too_many, messages::steps_left_out, style);
            i += too_many;
        }
        text += lines[i];
    }
    return text;
}

std::string labeled(std::string_view label, std::string_view text, const Style& style) {
    if (trimmed(text).empty()) return "";
    const std::string safe = harmless(shortened(trimmed(text), most_text), style.charset);
    return wrapped(safe, style.width, padded(label, 10));
}

std::string printed_by(const Judgement& judgement, const Style& style) {
    const std::string_view output = trimmed(judgement.output);
    if (output.empty()) return "";
    // The last lines matter: what was printed just before it went wrong.
    const std::size_t start = output.size() > most_printed ? output.size() - most_printed : 0;
    std::vector<std::string> lines = lines_of(output.substr(start));
    // A loop that prints shows itself in a few lines.
    const std::size_t most =
        judgement.outcome == Outcome::too_much_output ? most_lines_of_a_loop : most_printed_lines;
    const bool cut = start > 0 || lines.size() > most;
    if (lines.size() > most)
        lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(most));
    std::string text = wrapped(cut ? messages::printed_end : messages::printed, style.width);
    for (const std::string& line : lines)
        text += wrapped(harmless(line, style.charset), style.width, "    | ");
    return text;
}

std::string next_steps(const Judgement& judgement, const std::string& reading, const Style& style) {
    const std::string& id = judgement.check.id;
    const std::string read = judgement.records.read.empty() ? "" : ", or " + judgement.records.read;
    switch (judgement.outcome) {
        case Outcome::pass: return "";
        case Outcome::crashed:
            return labeled(messages::label_replay, fill(messages::command_trace, {id}), style) +
                   labeled(messages::label_next, fill(messages::command_hint, {id}) + read, style);
        case Outcome::unwritten:
            return labeled(messages::label_next,
                           read.empty() ? fill(messages::next_unwritten, {reading, id})
                                        : fill(messages::command_hint, {id}) + read,
                           style);
        default:
            return labeled(messages::label_next, fill(messages::command_hint, {id}) + read, style);
    }
}

}  // namespace

std::string verdict_line(const Judgement& judgement, const Style& style) {
    const bool passed = judgement.outcome == Outcome::pass;
    const std::string_view word = passed ? messages::pass : messages::fail;
    std::string rest =
        " " + judgement.check.id + " " + harmless(judgement.check.title, style.charset);
    if (const std::string_view name = name_of(judgement.outcome); !name.empty())
        rest += ": " + std::string(name);
    // Wrapped as one text, then painted: color sequences take no columns.
    std::string line = wrapped(std::string(word) + rest, style.width);
    return style.paint(passed ? Color::good : Color::bad, word) + line.substr(word.size());
}

std::string story(const Judgement& judgement, const std::string& reading, const Style& style,
                  std::size_t most_lines) {
    const Records& records = judgement.records;
    const std::string head = verdict_line(judgement, style);
    const std::string end = labeled(messages::label_expected, records.expected, style) +
                            labeled(messages::label_seen, judgement.seen, style) +
                            labeled(messages::label_cause, judgement.cause, style) +
                            printed_by(judgement, style) + next_steps(judgement, reading, style);
    const std::size_t taken = lines_of(head).size() + lines_of(end).size();
    const std::size_t left = most_lines > taken ? most_lines - taken : 0;
    return head + steps_of(records.steps, left, style) + end;
}

}  // namespace runner
