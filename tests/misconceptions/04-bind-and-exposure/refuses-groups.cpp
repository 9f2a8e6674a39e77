// Misconception: a group cannot be bound
// Caught by: 4.5
// Cause: `where` may have any address and any port

#include "exercise.hpp"

#include <stdexcept>

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (where.address.scope() == Scope::multicast) throw std::invalid_argument("a group");
    return TcpListener::bind(where, asked);
}
