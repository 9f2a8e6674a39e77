#include "judge/story.hpp"

#include <algorithm>

#include "words/messages.hpp"

namespace runner {
namespace {

constexpr std::size_t action_width = 17;
constexpr std::size_t narrow = 60;      // below this many columns a step is not laid out in columns
constexpr std::size_t most_text = 600;  // of one step or one answer
constexpr std::size_t most_steps = 40;  // the first and the last ones
constexpr std::size_t enough_to_fold = 3;   // right answers, or times round a loop
constexpr std::size_t longest_loop = 4;     // in steps
constexpr std::size_t least_steps = 4;      // of a story that must be short
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

/// What stands for some steps of a story.
struct Told {
    std::string text;
    std::size_t steps = 1;
};

/// How many of the steps from `first` on are the `length` of them again and again.
std::size_t times_in_a_row(const std::vector<StoryStep>& steps, std::size_t first,
                           std::size_t length) {
    std::size_t end = first + length;
    while (end < steps.size() && steps[end] == steps[end - length]) ++end;
    return (end - first) / length;
}

/// A step each, but for what a failure needs no steps of: many right answers before a wrong one,
/// and loops.
std::vector<Told> told_steps(const Judgement& judgement, const Style& style) {
    const std::vector<StoryStep>& steps = judgement.records.steps;
    std::vector<Told> told;
    const auto tells = [&](std::size_t first, std::size_t count) {
        for (std::size_t i = first; i < first + count; ++i)
            told.push_back({step_line(i + 1, steps[i], style)});
    };
    for (std::size_t i = 0; i < steps.size();) {
        std::size_t end = i;
        while (end < steps.size() && steps[end].question != 0) ++end;
        const std::size_t answers = end > i ? steps[end - 1].question - steps[i].question + 1 : 0;
        if (answers >= enough_to_fold && judgement.outcome != Outcome::pass) {
            told.push_back({left_out_line(answers, messages::answered_rightly, style), end - i});
            i = end;
            continue;
        }
        std::size_t length = 1;
        while (length < longest_loop && times_in_a_row(steps, i, length) < enough_to_fold) ++length;
        const std::size_t times = times_in_a_row(steps, i, length);
        tells(i, times < enough_to_fold ? 1 : length);
        if (times >= enough_to_fold)
            told.push_back(
                {left_out_line(times - 1, messages::steps_again, style), (times - 1) * length});
        i += times < enough_to_fold ? 1 : times * length;
    }
    return told;
}

std::size_t count_steps(const std::vector<Told>& told, std::size_t first, std::size_t end) {
    std::size_t count = 0;
    for (std::size_t i = first; i < end; ++i) count += told[i].steps;
    return count;
}

/// The steps in at most `most_lines`: the last ones tell how it went wrong, so the first are left
/// out. (A few steps are told in any case.)
std::string steps_of(const Judgement& judgement, std::size_t most_lines, const Style& style) {
    const std::vector<Told> lines = told_steps(judgement, style);
    std::size_t height = 0;
    for (const Told& line : lines) height += lines_of(line.text).size();
    std::size_t first = 0;
    if (height > most_lines) ++height;  // the line that says how many are left out
    while (height > most_lines && lines.size() - first > least_steps)
        height -= lines_of(lines[first++].text).size();
    std::string text;
    if (first > 0)
        text += left_out_line(count_steps(lines, 0, first), messages::steps_folded, style);
    const std::size_t too_many =
        lines.size() - first > most_steps ? lines.size() - first - most_steps : 0;
    for (std::size_t i = first; i < lines.size(); ++i) {
        if (too_many > 0 && i == first + most_steps / 2) {
            text +=
                left_out_line(count_steps(lines, i, i + too_many), messages::steps_left_out, style);
            i += too_many;
        }
        text += lines[i].text;
    }
    return text;
}

std::string labeled(std::string_view label, std::string_view text, const Style& style) {
    if (trimmed(text).empty()) return "";
    const std::string safe = harmless(shortened(trimmed(text), most_text), style.charset);
    return wrapped(safe, style.width, padded(label, 10));
}

// With --trace. That there are not too many is the harness's care.
std::string calls_of(const Records& records, const Style& style) {
    if (records.calls.empty()) return "";
    std::size_t width = 0;
    for (const StoryStep& call : records.calls) width = std::max(width, columns(call.action));
    std::string text = wrapped(messages::calls_made, style.width);
    for (const StoryStep& call : records.calls) {
        const std::string who = harmless(shortened(call.action, narrow), style.charset);
        text += wrapped(harmless(shortened(call.detail, most_text), style.charset), style.width,
                        "    " + padded(who, std::min(width, narrow) + 2));
    }
    return text;
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
            if (judgement.cause.empty()) {  // no call tells where: a null pointer, say
                return labeled(messages::label_replay, fill(messages::command_debug, {id}), style) +
                       labeled(messages::label_next, fill(messages::command_hint, {id}) + read,
                               style);
            }
            return (judgement.traced ? ""
                                     : labeled(messages::label_replay,
                                               fill(messages::command_trace, {id}), style)) +
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
                            calls_of(records, style) + printed_by(judgement, style) +
                            next_steps(judgement, reading, style);
    const std::size_t taken = lines_of(head).size() + lines_of(end).size();
    const std::size_t left = most_lines > taken ? most_lines - taken : 0;
    return head + steps_of(judgement, left, style) + end;
}

}  // namespace runner
