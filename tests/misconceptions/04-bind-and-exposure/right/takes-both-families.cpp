// Another way: opens :: for IPv4 as well, where it is asked for; counts before it copies

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    ListenOptions options{asked};
    if (where.address == any_v6) options.dual_stack = DualStack::on;
    return TcpListener::bind(where, options);
}

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::size_t count = 0;
    for (const Listener& one : doors) count += one.endpoint.address.is_loopback() ? 0 : 1;
    std::vector<Listener> open;
    open.reserve(count);
    for (const Listener& one : doors) {
        if (one.endpoint.address.is_loopback()) continue;
        open.push_back(one);
    }
    return open;
}
