// Misconception: whoever was accepted has been served
// Caught by: 1.6
// Cause: never called handle()
// Contract: hands it to `handle`
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (* /*handle*/)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) auto client = listener.accept();
}
