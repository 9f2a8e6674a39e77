// Another way: looks at the address itself before it binds, and opens with options

#include "exercise.hpp"

#include <stdexcept>
#include <string>

TcpListener open_private(Port port) {
    ListenOptions options;
    options.backlog = 8;
    return TcpListener::bind(parse_endpoint("127.0.0.1:" + to_string(port)), options);
}

TcpListener open_at(const Endpoint& where, Exposure asked) {
    const bool is_private = where.address.is_loopback();
    if (!is_private && asked != expose_to_network) {
        throw std::runtime_error("others could reach " + to_string(where));
    }
    return is_private ? TcpListener::bind(where) : TcpListener::bind(where, expose_to_network);
}

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open(doors.begin(), doors.end());
    std::erase_if(open, [](const Listener& one) { return one.endpoint.address.is_loopback(); });
    return open;
}
