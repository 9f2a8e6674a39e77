// ./sandbox hint [N[.K]] [--all]

#include <algorithm>

#include "commands/commands.hpp"
#include "course/exercise_file.hpp"
#include "course/hints.hpp"
#include "course/progress.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

void stop_if_all_pass(const Context& context, const Folder& exercise) {
    const Progress progress = progress_of(context, exercise);
    const auto passes = [](const auto& verdict) { return verdict.second; };
    if (progress.standing != Standing::done ||
        !std::all_of(progress.stretch.begin(), progress.stretch.end(), passes))
        return;
    const std::string number = std::to_string(exercise.number);
    const std::string first =
        progress.verdicts.empty() ? number + ".1" : progress.verdicts.begin()->first;
    throw Trouble{Status::done, fill(messages::no_hint_needed, {number, first})};
}

}  // namespace

ExitStatus hint(Context& context, const Request& request) {
    Target target;
    if (!request.words.empty()) target = find_exercise(context.course, request.words.front());
    const Folder& exercise = exercise_of(context, request);
    if (target.check.empty()) stop_if_all_pass(context, exercise);
    Hint hint = next_hint(context, exercise, target);
    const auto& [entry, shown] = hint;
    if (request.has("--all")) hint.shown = entry.hints.size();
    show_hint(context, hint);
    remember_hints(context, entry.id, shown);
    Printer& printer = context.printer;
    printer.line();
    const std::string number = std::to_string(exercise.number);
    printer.paragraph(shown < entry.hints.size()
                          ? fill(messages::more_hints, {entry.id})
                          : fill(has_solutions(context.course) ? messages::no_more_hints
                                                               : messages::no_more_hints_here,
                                 {exercise.shown("README.md"), number}),
                      messages::next_wide);
    return exit_with(Status::done);
}

}  // namespace runner
