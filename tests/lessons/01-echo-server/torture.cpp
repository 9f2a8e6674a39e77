// What lesson 01 must outlive: every call of its solution and of its program fails in every way.

#include "torture/torture.hpp"

#include <array>

#include "exercise.hpp"

namespace torture {
namespace {

// The clients have come and gone before the server looks: their bytes wait for it.
void echo_server(Run& run) {
    TcpListener listener = open_door(0);
    std::vector<TcpStream> clients;
    for (const char* text : {"first", "second"}) {
        clients.push_back(TcpStream::connect(listener.local_endpoint()));
        clients.back().send_all(text);
        clients.back().shutdown_send();
    }
    serve(listener, 2, echo);
    for (TcpStream& client : clients) {
        std::array<char, 64> buffer;
        std::string all;
        while (auto received = client.recv(buffer)) all += received;
        run.say(all);
    }
}

const Scenes scenes{[]() -> std::vector<Scenario> {
    return {{"the solution", echo_server, true},
            program("the program", {"--port", "0"}, Partner::visitor)};
}};

}  // namespace
}  // namespace torture
