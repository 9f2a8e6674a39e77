// ./sandbox hint [N[.K]], solution [N] and reset [N]: ways on for someone who is stuck.

#include <algorithm>

#include "commands/commands.hpp"
#include "course/exercise_file.hpp"
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
    require_solution(context.course, exercise);
    if (!request.anyway && progress_of(context, exercise).stage != Stage::done)
        throw Trouble{Status::check_failed, fill(messages::solution_locked, {number})};
    print_solution(context, exercise);
    return exit_with(Status::done);
}

ExitStatus reset(Context& context, const Request& request) {
    reset_exercise(context, exercise_of(context, request));
    return exit_with(Status::done);
}

}  // namespace runner
