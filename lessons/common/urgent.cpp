#include "common/urgent.hpp"

namespace lesson {

using namespace loopback;

void keep_urgent_bytes(const TcpStream& stream) {
    const detail::Site site{"keep_urgent_bytes", Caller::here()};
    // Where it fails the connection is gone already, which the next call tells.
    (void)detail::set_flag(stream.native_handle(), SOL_SOCKET, SO_OOBINLINE, true, site);
}

}  // namespace lesson
