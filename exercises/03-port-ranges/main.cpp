// Your four functions as a real program: what is to be said of the port in PORT, and a port of
// your own until Ctrl-C.
//
//     PORT=8080 ./sandbox try 3 [--trace]

#include <string>

#include "exercise.hpp"
#include "given/try_out.hpp"

namespace {

std::string in_words(const PortRange& range) {
    return to_string(range.first) + " to " + to_string(range.last);
}

void tell(Port port) {
    const EphemeralRange range = ephemeral_range();
    lesson::say("Port " + to_string(port) + " lies in " + in_words(classify(port)) + ".");
    lesson::say("This system hands out " + in_words(range) + ": it " +
                (may_collide(port, range) ? "may" : "will not") + " give this port away.");
}

void keep_a_door_open() {
    Claimed claimed = claim_free();
    const lesson::StopOnCtrlC stop_listener{claimed.listener};
    lesson::say("Claimed 127.0.0.1:" + to_string(claimed.port) + ". Ctrl-C lets it go.");
    given::until_ctrl_c([&] {
        while (!lesson::ctrl_c_pressed()) {
            auto [client, peer] = claimed.listener.accept();
            lesson::say(to_string(peer) + " came");
            std::error_code gone;
            client.send_all("This is your own port.\n", gone);
        }
    });
    lesson::say("Let go.");
}

void run(const lesson::Flags& flags) {
    tell(port_from("PORT", flags.port));
    keep_a_door_open();
}

}  // namespace

int main(int argc, char** argv) {
    return given::try_out(
        argc, argv, {"try-03", "Your port functions: the ones in exercise.cpp at work."}, run);
}
