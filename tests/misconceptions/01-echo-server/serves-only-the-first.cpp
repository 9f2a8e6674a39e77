// Misconception: one accept is enough
// Caught by: 1.6
// Cause: each accept() takes in one client
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int /*clients*/, void (*handle)(TcpStream&)) {
    auto [client, peer] = listener.accept();
    handle(client);
}
