// Your three functions as a real program: an echo server on 127.0.0.1:62893, until Ctrl-C.
//
//     ./sandbox try 1 [--port N] [--trace]

#include <limits>
#include <string>

#include "exercise.hpp"
#include "given/try_out.hpp"

namespace {

int clients = 0;

void talk(TcpStream& client) {
    const lesson::StopOnCtrlC stop_client{client};
    const std::string peer = to_string(client.peer_endpoint());
    ++clients;
    lesson::say(peer + " came");
    echo(client);
    lesson::say(peer + " left");
}

void run_server(const lesson::Flags& flags) {
    TcpListener listener = open_door(flags.port);
    const lesson::StopOnCtrlC stop_listener{listener};
    lesson::say("Listening on " + to_string(listener.local_endpoint()));
    lesson::say("Ctrl-C ends this server.");
    given::until_ctrl_c([&] {
        serve(listener, std::numeric_limits<int>::max(), talk);
        lesson::say("Your serve() has returned.");
    });
    lesson::say("Clients: " + std::to_string(clients));
}

}  // namespace

int main(int argc, char** argv) {
    return given::try_out(argc, argv,
                          {"try-01", "Your echo server: the functions in exercise.cpp at work."},
                          run_server);
}
