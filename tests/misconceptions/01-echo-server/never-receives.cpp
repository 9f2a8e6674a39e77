// Misconception: the client is told something first
// Caught by: 1.2
// Cause: without ever calling recv()
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

void echo(TcpStream& /*client*/) {}
