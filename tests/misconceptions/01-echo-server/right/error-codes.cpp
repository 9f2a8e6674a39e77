// Another way: with the forms that take an error_code, and a loop around send

#include "exercise.hpp"

#include <array>

TcpListener open_door(Port port) {
    std::error_code error;
    TcpListener listener = TcpListener::bind({loopback_v4, port}, error);
    if (error) throw std::system_error(error, "open_door");
    return listener;
}

void echo(TcpStream& client) {
    std::array<char, 1000> buffer;
    std::error_code error;
    for (;;) {
        std::string_view rest = client.recv(buffer, error);
        if (error) throw std::system_error(error, "echo");
        if (rest.empty()) return;
        while (!rest.empty()) {
            rest.remove_prefix(client.send(rest, error));
            if (error) throw std::system_error(error, "echo");
        }
    }
}

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        std::error_code error;
        Accepted next = listener.accept(error);
        if (error) throw std::system_error(error, "serve");
        try {
            handle(next.stream);
        } catch (const std::system_error&) {
        }
    }
}
