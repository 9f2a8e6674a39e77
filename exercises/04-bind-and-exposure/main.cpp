// Your five functions as a real program: who could knock at an address, a door there until Ctrl-C,
// and what else is open on this machine.
//
//     ./sandbox try 4 [ADDRESS] [--expose] [--trace]

#include <string>

#include "exercise.hpp"
#include "given/try_out.hpp"

namespace {

const char* in_words(Reach who) {
    switch (who) {
        case Reach::this_machine: return "this machine";
        case Reach::this_link: return "this link";
        case Reach::local_network: return "the local network";
        case Reach::anyone: break;
    }
    return "anyone";
}

void tell_what_is_open() {
    std::error_code error;
    const std::vector<Listener> doors = listeners(error);
    if (error) return lesson::say("What else is open cannot be seen here: " + error.message());
    const std::vector<Listener> open = audit(doors);
    lesson::say("Others may knock at " + std::to_string(open.size()) + " of this machine's " +
                std::to_string(doors.size()) + " doors.");
    for (const Listener& one : open) {
        lesson::say("  " + to_string(one.endpoint) + "  " + in_words(one));
    }
}

void keep_open(TcpListener listener) {
    const lesson::StopOnCtrlC stop_listener{listener};
    lesson::say("Listening on " + to_string(listener.local_endpoint()));
    tell_what_is_open();
    lesson::say("Ctrl-C closes this door.");
    given::until_ctrl_c([&] {
        while (!lesson::ctrl_c_pressed()) {
            auto [client, peer] = listener.accept();
            lesson::say(to_string(peer) + " knocked");
        }
    });
}

void run(const lesson::Flags& flags) {
    if (flags.arguments.empty()) return keep_open(open_private(flags.port));
    const Endpoint where = door(flags.arguments[0], flags.port);
    lesson::say(to_string(where) + " can be reached by " + in_words(reach(where.address)) + ".");
    const Exposure asked = flags.has("--expose") ? expose_to_network : Exposure::loopback_only;
    keep_open(open_at(where, asked));
}

}  // namespace

int main(int argc, char** argv) {
    return given::try_out(argc, argv,
                          {"try-04",
                           "Your functions of exercise 04 at work.",
                           "[ADDRESS]",
                           1,
                           {{"--expose", "", "open a door that others may reach, too"}}},
                          run);
}
