// Misconception: what a thread throws comes out of join()
// Caught by: 5.1
// Cause: it left a thread
// Also: 5.2

#include "exercise.hpp"

#include <thread>

Diagnosis diagnose(const Endpoint& where) {
    std::thread asking([&] { TcpListener::bind(where).close(); });
    asking.join();
    return Diagnosis::free;
}
