#include "harness/idling.hpp"

#include "harness/words.hpp"

namespace harness::idling {
namespace {

std::optional<Waiting> found;  // what the check failed at

std::string in_words(const Waiting& waiting) {
    if (waiting.limited) {
        return name_of(*waiting.limited) + " has a limit of " +
               std::to_string(waiting.limited->argument) + " ms, which was over " +
               count(waiting.times_up, "time") + " before anything came";
    }
    if (waiting.looks >= Waiting::many) {
        return name_of(*waiting.look) +
               " found nothing there, and your code looked again without having waited, " +
               std::to_string(waiting.looks) + " times in a row";
    }
    return "wait() came back " + std::to_string(waiting.wakes) +
           " times in a row, and nothing came of it";
}

}  // namespace

void must_have_slept(Stage& stage, const std::string& yours) {
    const Waiting waiting = stage.watch().waiting();
    if (!waiting.limited && !waiting.is_restless()) return;
    found = waiting;
    stage.fails(yours + " sleeps until there is something to do, without a time limit",
                in_words(waiting));
}

std::string wakes_to_look(const Case&, const char* instead) {
    if (!found || !found->limited) return "";
    return "your code wakes every " + std::to_string(found->limited->argument) +
           " ms to look. What comes meanwhile has to wait, and an idle program never rests. " +
           instead;
}

std::string never_rests(const Case&, const char* instead) {
    if (!found || found->limited || found->looks < Waiting::many) return "";
    return std::string(
               "your code looks again and again whether something has come. A loop that "
               "never rests uses up the processor, and one that takes naps comes late. ") +
           instead;
}

std::string wakes_for_nothing(const Case&) {
    if (!found || found->limited || found->looks >= Waiting::many) return "";
    return "wait() comes back at once for something that your code does not use, again and again. "
           "A socket nearly always has room to send: ask for Interest::recv as long as there is "
           "nothing that waits to be sent.";
}

}  // namespace harness::idling
