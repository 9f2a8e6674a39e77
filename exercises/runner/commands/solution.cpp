// ./sandbox solution [N] [--anyway]

#include "commands/commands.hpp"
#include "course/exercise_file.hpp"
#include "course/progress.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {

ExitStatus solution(Context& context, const Request& request) {
    const Folder& exercise = exercise_of(context, request);
    const std::string number = std::to_string(exercise.number);
    require_solution(context.course, exercise);
    if (!request.has("--anyway") && progress_of(context, exercise).standing != Standing::done)
        throw Trouble{Status::check_failed, fill(messages::solution_locked, {number})};
    print_solution(context, exercise);
    return exit_with(Status::done);
}

}  // namespace runner
