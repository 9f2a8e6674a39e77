// ./sandbox grade and ./sandbox handout: few learners ever need what they are made of.

#include "commands/commands.hpp"
#include "words/messages.hpp"

namespace runner {

ExitStatus classroom(Context& context, const Request& request) {
    // On stdout there may be results, and nothing else.
    Printer notes(stderr, context.plain);
    Context building = context.printing_to(notes);
    build_own_target(building, "classroom", messages::what_classroom);
    return hand_over(context.program("sandbox-classroom"), request.typed);
}

}  // namespace runner
