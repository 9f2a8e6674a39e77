#include "common/bare_bind.hpp"

#include "loopback/narrate.hpp"

namespace lesson {

using namespace loopback;

std::error_code try_to_bind(const Endpoint& where) {
    const detail::Site site{"bind", Caller::here()};
    constexpr bool exposed = true;  // bound, and never listening
    const detail::Result bound =
        detail::open_bound(where, SOCK_STREAM, exposed, site, [&](NativeHandle handle) {
            constexpr int option = detail::native::listener_option;
            const int error = detail::set_flag(handle, SOL_SOCKET, option, true, site);
            if (error != 0 || where.address.family() == Family::ipv4) return error;
            return detail::set_flag(handle, IPPROTO_IPV6, IPV6_V6ONLY, true, site);
        });
    if (bound.error == 0) Socket::adopt(static_cast<NativeHandle>(bound.value)).close();
    return detail::platform_error(bound.error);
}

TcpListener listen_without_option(const Endpoint& where, std::error_code& error) {
    const detail::Site site{"bind", Caller::here()};
    constexpr bool exposed = false;
    const detail::Result bound =
        detail::open_bound(where, SOCK_STREAM, exposed, site, [](NativeHandle) { return 0; });
    error = detail::platform_error(bound.error);
    if (error) return {};
    auto listener = TcpListener::adopt(static_cast<NativeHandle>(bound.value));
    error = detail::platform_error(detail::listen(listener.native_handle(), SOMAXCONN, site).error);
    if (error) return {};
    return listener;
}

std::string listener_option() {
    return detail::option_in_words(SOL_SOCKET, detail::native::listener_option);
}

}  // namespace lesson
