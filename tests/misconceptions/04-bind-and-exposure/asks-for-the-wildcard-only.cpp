// Misconception: only 0.0.0.0 needs the flag
// Caught by: 4.5
// Cause: the user has asked for it

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (asked == expose_to_network && where.address.is_unspecified()) {
        return TcpListener::bind(where, expose_to_network);
    }
    return TcpListener::bind(where);
}
