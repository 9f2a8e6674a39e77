#pragma once

#include "loopback/tcp.hpp"

namespace lesson {

/// Has the kernel leave urgent bytes where they stand in the stream. Without this option,
/// SO_OOBINLINE, it takes each of them out, and `recv` never gives it (socket(7); RFC 6093).
void keep_urgent_bytes(const loopback::TcpStream& stream);

}  // namespace lesson
