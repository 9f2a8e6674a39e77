// Misconception: a settings file says one door
// Caught by: 4.5
// Cause: is the door of an earlier call

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    static const Endpoint mine = where;
    return TcpListener::bind(mine, asked);
}
