// Exercise 02: a telnet client. Put each function's code in the place of not_written().
// What they shall do is said in exercise.hpp; how to go about it in README.md.

#include "exercise.hpp"

// Part A: talk

std::string ask(Endpoint /*server*/, std::string_view /*question*/) { not_written(); }

// Part B: two inputs at once

void talk(TcpStream& /*server*/, Keyboard& /*keyboard*/, std::ostream& /*out*/) { not_written(); }

// Part C, a stretch: the telnet protocol

std::string encode_line(std::string_view /*line*/) { not_written(); }

Decoded TelnetDecoder::feed(std::string_view /*bytes*/) { not_written(); }
