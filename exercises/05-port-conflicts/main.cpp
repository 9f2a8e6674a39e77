// Your three functions as a real program: start it in several terminals at once.
//
//     ./sandbox try 5 [--port N] [--trace]

#include <string>
#include <vector>

#include "exercise.hpp"
#include "given/try_out.hpp"
#include "loopback/listeners.hpp"

namespace {

std::string in_words(Diagnosis diagnosis) {
    switch (diagnosis) {
        case Diagnosis::free: return "free";
        case Diagnosis::in_use: return "in use";
        case Diagnosis::not_allowed: return "not allowed";
        case Diagnosis::not_ours: return "not ours";
    }
    return "?";
}

void serve_until_ctrl_c(TcpListener& listener) {
    const lesson::StopOnCtrlC stop_listener{listener};
    lesson::say("Listening on " + to_string(listener.local_endpoint()) + ". Ctrl-C ends it.");
    given::until_ctrl_c([&] {
        while (!lesson::ctrl_c_pressed()) {
            auto [client, peer] = listener.accept();
            lesson::say(to_string(peer) + " came");
            std::error_code gone;
            client.send_all("You found me.\n", gone);
        }
    });
}

void tell_skipped(const std::vector<Skipped>& skipped) {
    for (const Skipped& one : skipped) {
        lesson::say("Skipped " + to_string(one.port) + ": " + in_words(one.why) + '.');
    }
}

void run(const lesson::Flags& flags) {
    const Endpoint door{loopback_v4, flags.port};
    lesson::say(to_string(door) + " is " + in_words(diagnose(door)) + '.');
    if (auto only = only_instance(door)) {
        lesson::say("This is the only instance.");
        return serve_until_ctrl_c(*only);
    }
    lesson::say("Another instance runs already: " + who_holds(door) + '.');
    lesson::say("This one would end now. To show the rest, it goes on at another port.");
    Opened opened = open_or_next(door, 10);
    tell_skipped(opened.skipped);
    serve_until_ctrl_c(opened.listener);
}

}  // namespace

int main(int argc, char** argv) {
    return given::try_out(
        argc, argv, {"try-05", "Your conflict functions: the ones in exercise.cpp at work."}, run);
}
