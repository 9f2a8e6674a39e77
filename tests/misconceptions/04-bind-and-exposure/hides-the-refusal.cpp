// Misconception: a closed listener says enough
// Caught by: 4.5
// Cause: your code hides the failure
// Contract: anything else is an error:

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    std::error_code error;
    return TcpListener::bind(where, error, {asked});
}
