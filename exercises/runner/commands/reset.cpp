// ./sandbox reset [N]

#include "commands/commands.hpp"
#include "course/exercise_file.hpp"
#include "course/progress.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {

ExitStatus reset(Context& context, const Request& request) {
    const Folder& exercise = exercise_of(context, request);
    // Without a number, nothing that is done is thrown away.
    if (request.words.empty() && progress_of(context, exercise).standing == Standing::done)
        throw Trouble{Status::wrong_usage,
                      fill(messages::reset_which, {std::to_string(exercise.number)})};
    reset_exercise(context, exercise);
    return exit_with(Status::done);
}

}  // namespace runner
