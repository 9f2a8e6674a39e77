// Misconception: a private address is private
// Caught by: 4.5
// Cause: is private to a network, not to this machine

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    const bool is_private = where.address.scope() == Scope::private_use;
    return TcpListener::bind(where, is_private ? expose_to_network : asked);
}
