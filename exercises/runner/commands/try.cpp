// ./sandbox try [N] [ARGS]: the learner's own exercise as a program, in this terminal.

#include "commands/commands.hpp"
#include "commands/port_owner.hpp"
#include "course/exercise_file.hpp"
#include "judge/examine.hpp"

namespace runner {

ExitStatus try_exercise(Context& context, const Request& request) {
    const Folder& exercise = exercise_of(context, request);
    require_file(exercise, "main.cpp");
    start_and_say(context, exercise);
    const std::string target = "try-" + two_digits(exercise.number);
    const Built built = build_exercise(context, exercise, target);
    if (!built.succeeded) {
        show_build_failure(context, exercise, built);
        advise_after_build_failure(context, exercise, built);
        return exit_with(Status::check_failed);
    }
    say_port_of_user(context);
    return hand_over(context.program(target), request.passed_on);
}

}  // namespace runner
