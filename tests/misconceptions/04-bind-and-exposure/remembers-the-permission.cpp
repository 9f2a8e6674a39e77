// Misconception: once exposed, always exposed
// Caught by: 4.5
// Cause: an earlier call was allowed to expose a door

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    static Exposure granted = Exposure::loopback_only;
    if (asked == expose_to_network) granted = asked;
    return TcpListener::bind(where, granted);
}
