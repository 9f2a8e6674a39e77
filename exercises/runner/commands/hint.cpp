// ./sandbox hint [N[.K]] [--all]

#include <algorithm>

#include "commands/commands.hpp"
#include "course/hints.hpp"
#include "course/progress.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {

ExitStatus hint(Context& context, const Request& request) {
    Target target;
    if (!request.words.empty()) target = find_exercise(context.course, request.words.front());
    const Folder& exercise = exercise_of(context, request);
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
                          : fill(messages::no_more_hints, {exercise.shown("README.md"), number}),
                      messages::next_wide);
    return exit_with(Status::done);
}

}  // namespace runner
