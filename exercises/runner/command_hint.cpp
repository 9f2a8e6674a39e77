// ./sandbox hint [N[.K]], solution [N] and reset [N]: ways on for someone who is stuck.

#include <algorithm>
#include <map>

#include "commands.hpp"
#include "files.hpp"
#include "hints.hpp"
#include "messages_grade.hpp"
#include "platform.hpp"
#include "progress.hpp"
#include "text.hpp"

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
    Screen& screen = context.screen;
    screen.paragraph(fill(messages::hints_for, {entry.id, harmless(entry.title)}));
    for (std::size_t i = 0; i < shown; ++i) {
        screen.line();
        screen.line(screen.style().paint(
            Color::strong,
            fill(messages::hint_number, {std::to_string(i + 1), std::to_string(total)})));
        screen.print(plain_text(entry.hints[i], screen.style()));
    }
}

ExitStatus hint(Context& context, const Request& request) {
    Target target;
    if (!request.words.empty()) target = find_exercise(context.course, request.words.front());
    const Folder& exercise = exercise_of(context, request);
    Hint hint = next_hint(context, exercise, target);
    const auto& [entry, shown] = hint;
    if (request.all) hint.shown = entry.hints.size();
    show_hint(context, hint);
    remember_hints(context, entry.id, shown);
    Screen& screen = context.screen;
    screen.line();
    const std::string number = std::to_string(exercise.number);
    screen.paragraph(shown < entry.hints.size()
                         ? fill(messages::more_hints, {entry.id})
                         : fill(messages::no_more_hints, {exercise.shown("README.md"), number}),
                     messages::next_wide);
    return exit_with(Status::done);
}

ExitStatus solution(Context& context, const Request& request) {
    const Folder& exercise = exercise_of(context, request);
    const std::string number = std::to_string(exercise.number);
    const bool any = std::any_of(
        context.course.exercises.begin(), context.course.exercises.end(), [](const auto& one) {
            std::error_code error;
            return std::filesystem::exists(one.second.file("solution.cpp"), error);
        });
    if (!any) throw Trouble{Status::check_failed, fill(messages::no_solutions_here, {number})};
    require_file(exercise, "solution.cpp");
    if (!request.anyway && progress_of(context, exercise).stage != Stage::done)
        throw Trouble{Status::check_failed, fill(messages::solution_locked, {number})};
    Screen& screen = context.screen;
    screen.paragraph(fill(messages::solution_is, {exercise.shown("solution.cpp")}));
    screen.line();
    for (const std::string& line : lines_of(read_file(exercise.file("solution.cpp")).value_or("")))
        screen.line(harmless(line, screen.style().charset));
    return exit_with(Status::done);
}

ExitStatus reset(Context& context, const Request& request) {
    const Folder& exercise = exercise_of(context, request);
    require_file(exercise, "stub.cpp");
    const auto file = exercise.file("exercise.cpp");
    const std::string stub = read_file(exercise.file("stub.cpp")).value_or("");
    Screen& screen = context.screen;
    if (start_exercise(exercise)) {
        screen.paragraph(fill(messages::reset_started, {exercise.shown("exercise.cpp")}));
        return exit_with(Status::done);
    }
    const std::string written = read_file(file).value_or("");
    if (written == stub) {
        screen.paragraph(fill(messages::reset_nothing, {exercise.shown("exercise.cpp")}));
        return exit_with(Status::done);
    }
    const auto copy = keep_copy(file, written);
    write_file(file, stub);
    screen.paragraph(
        fill(messages::reset_done,
             {exercise.shown("exercise.cpp"), exercise.shown(platform::text_of(copy.filename()))}));
    return exit_with(Status::done);
}

}  // namespace runner
