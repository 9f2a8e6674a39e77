// Misconception: loopback_only is what needs the flag
// Caught by: 4.5
// Cause: `asked` is the user's word

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (asked == expose_to_network) return TcpListener::bind(where);
    return TcpListener::bind(where, expose_to_network);
}
