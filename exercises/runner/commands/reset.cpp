// ./sandbox reset [N]

#include "commands/commands.hpp"
#include "course/exercise_file.hpp"

namespace runner {

ExitStatus reset(Context& context, const Request& request) {
    reset_exercise(context, exercise_of(context, request));
    return exit_with(Status::done);
}

}  // namespace runner
