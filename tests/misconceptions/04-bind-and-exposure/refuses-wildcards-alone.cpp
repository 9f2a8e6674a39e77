// Misconception: only 0.0.0.0 and :: are open
// Caught by: 4.5
// Cause: 0.0.0.0 and :: were refused, as they should be

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (where.address.is_unspecified()) return TcpListener::bind(where, asked);
    return TcpListener::bind(where, expose_to_network);
}
