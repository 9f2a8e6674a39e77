#include "course/hints.hpp"

#include <algorithm>
#include <map>

#include "course/progress.hpp"
#include "system/files.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

/// The check to hint at: the one that was named, else the first that is not known to pass.
const HintsOfCheck& choose(const Context& context, const Folder& exercise, const Target& target,
                           const std::vector<HintsOfCheck>& hints) {
    const Progress progress = progress_of(context, exercise);
    const auto wanted = [&](const HintsOfCheck& entry) {
        if (!target.check.empty()) return entry.id == target.check;
        const auto passes = [&](const std::map<std::string, bool>& verdicts) {
            const auto verdict = verdicts.find(entry.id);
            return verdict != verdicts.end() && verdict->second;
        };
        return !passes(progress.verdicts) && !passes(progress.stretch);
    };
    const auto found = std::find_if(hints.begin(), hints.end(), wanted);
    if (found != hints.end()) return *found;
    if (target.check.empty()) return hints.back();
    throw Trouble{Status::wrong_usage,
                  fill(messages::no_such_check, {target.check, std::to_string(exercise.number),
                                                 hints.front().id, hints.back().id})};
}

}  // namespace

std::vector<HintsOfCheck> parse_hints(std::string_view markdown) {
    std::vector<HintsOfCheck> checks;
    bool in_code = false;
    for (const std::string& line : lines_of(markdown)) {
        if (line.starts_with("```")) in_code = !in_code;
        if (!in_code && line.starts_with("## ")) {
            const std::string heading(trimmed(std::string_view(line).substr(3)));
            const std::size_t space = std::min(heading.find(' '), heading.size());
            checks.push_back({heading.substr(0, space),
                              std::string(trimmed(std::string_view(heading).substr(space))),
                              {}});
        } else if (!in_code && line.starts_with("### ") && !checks.empty()) {
            checks.back().hints.emplace_back();
        } else if (!checks.empty() && !checks.back().hints.empty()) {
            checks.back().hints.back() += line + "\n";
        }
    }
    return checks;
}

std::string plain_text(std::string_view markdown, const Style& style) {
    std::string text;
    std::string paragraph;
    const auto end_paragraph = [&] {
        if (!paragraph.empty()) text += wrapped(paragraph, style.width);
        paragraph.clear();
    };
    bool in_code = false;
    std::vector<std::string> lines = lines_of(markdown);
    const auto blank = [](const std::string& line) { return trimmed(line).empty(); };
    while (!lines.empty() && blank(lines.back())) lines.pop_back();
    lines.erase(lines.begin(), std::find_if_not(lines.begin(), lines.end(), blank));
    for (const std::string& line : lines) {
        const std::string safe = harmless(line, style.charset);
        const bool fence = line.starts_with("```");
        const bool item = line.starts_with("- ") || line.starts_with("* ");
        if (fence || item || in_code || trimmed(line).empty()) end_paragraph();
        if (fence) {
            in_code = !in_code;
        } else if (in_code) {
            text += "    " + safe + "\n";
        } else if (paragraph.empty() && line.starts_with("    ")) {
            text += safe + "\n";
        } else if (trimmed(line).empty()) {
            text += "\n";
        } else {
            const std::string words(trimmed(safe));
            paragraph += (paragraph.empty() ? "" : " ") + words;
        }
    }
    end_paragraph();
    return text;
}

Hint next_hint(const Context& context, const Folder& exercise, const Target& target) {
    require_file(exercise, "hints.md");
    const std::vector<HintsOfCheck> hints =
        parse_hints(read_file(exercise.file("hints.md")).value_or(""));
    if (hints.empty())
        throw Trouble{Status::setup_missing,
                      fill(messages::course_file_missing, {exercise.shown("hints.md")})};
    const HintsOfCheck& entry = choose(context, exercise, target, hints);
    // One more at each call: a small push first.
    return {entry, std::min(hints_shown(context, entry.id) + 1, entry.hints.size())};
}

void show_hint(Context& context, const Hint& hint) {
    const auto& [entry, shown] = hint;
    const std::size_t total = entry.hints.size();
    Printer& printer = context.printer;
    printer.paragraph(fill(messages::hints_for, {entry.id, harmless(entry.title)}));
    for (std::size_t i = 0; i < shown; ++i) {
        printer.line();
        printer.line(printer.style().paint(
            Color::strong,
            fill(messages::hint_number, {std::to_string(i + 1), std::to_string(total)})));
        printer.print(plain_text(entry.hints[i], printer.style()));
    }
}

}  // namespace runner
