#pragma once

// Every error that the manual says a call may give, and what must come of it here.

#include <cerrno>
#include <vector>

#include "loopback/loopback.hpp"

namespace torture {

enum class Must {
    be_told,     // the code comes out of the function that was called
    be_retried,  // the call is made again, or waited for, and nobody notices
    be_skipped,  // what it was about is passed over, or it is of no consequence
};

struct Expected {
    int error;
    Must must;
};

inline std::vector<Expected> telling(std::initializer_list<int> errors) {
    std::vector<Expected> all;
    for (const int one : errors) all.push_back({one, Must::be_told});
    return all;
}

inline std::vector<Expected> operator+(std::vector<Expected> all, std::vector<Expected> more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

// From the page of each call, "ERRORS", with those that ip(7), tcp(7), udp(7) and socket(7) add.
// Left out is what is no failure: EINPROGRESS of connect(2), which a limited connect lives by.
inline std::vector<Expected> errors_of(loopback::Operation operation) {
    using loopback::Operation;
    const std::vector<Expected> interrupted{{EINTR, Must::be_retried}};
    const std::vector<Expected> would_block{{EAGAIN, Must::be_retried}};
    switch (operation) {
        case Operation::socket:  // socket(2)
            return telling(
                {EACCES, EAFNOSUPPORT, EINVAL, EMFILE, ENFILE, ENOBUFS, ENOMEM, EPROTONOSUPPORT});
        case Operation::bind:  // bind(2)
            return telling({EACCES, EADDRINUSE, EBADF, EINVAL, ENOTSOCK, EADDRNOTAVAIL, EFAULT,
                            ENOMEM, ENOBUFS});
        case Operation::listen:  // listen(2)
            return telling({EADDRINUSE, EBADF, ENOTSOCK, EOPNOTSUPP});
        case Operation::accept:  // accept(2), with what it says about Linux and of other kernels
            return interrupted + would_block +
                   telling({EBADF, EFAULT, EINVAL, EMFILE, ENFILE, ENOBUFS, ENOMEM, ENOTSOCK, EPERM,
                            ENOSR, ESOCKTNOSUPPORT, EPROTONOSUPPORT, ETIMEDOUT}) +
                   std::vector<Expected>{
                       {ECONNABORTED, Must::be_skipped}, {EPROTO, Must::be_skipped},
                       {ENETDOWN, Must::be_skipped},     {ENOPROTOOPT, Must::be_skipped},
                       {EHOSTDOWN, Must::be_skipped},    {ENONET, Must::be_skipped},
                       {EHOSTUNREACH, Must::be_skipped}, {EOPNOTSUPP, Must::be_skipped},
                       {ENETUNREACH, Must::be_skipped}};
        case Operation::connect:  // connect(2): EINTR means that it goes on
            return interrupted +
                   telling({EACCES, EPERM, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT, EAGAIN,
                            EALREADY, EBADF, ECONNREFUSED, EFAULT, EISCONN, ENETUNREACH,
                            EHOSTUNREACH, ENOTSOCK, EPROTOTYPE, ETIMEDOUT, ECONNRESET});
        case Operation::send:  // send(2), ip(7), udp(7)
            return interrupted + would_block +
                   telling({EACCES,   EALREADY,   EBADF,    ECONNRESET,   EDESTADDRREQ, EFAULT,
                            EINVAL,   EISCONN,    EMSGSIZE, ENOBUFS,      ENOMEM,       ENOTCONN,
                            ENOTSOCK, EOPNOTSUPP, EPIPE,    ECONNREFUSED, EHOSTUNREACH, ENETUNREACH,
                            ENETDOWN, EPERM,      ETIMEDOUT});
        case Operation::recv:  // recv(2), tcp(7)
            return interrupted + would_block +
                   telling({EBADF, ECONNREFUSED, EFAULT, EINVAL, ENOMEM, ENOTCONN, ENOTSOCK,
                            ECONNRESET, ETIMEDOUT, EHOSTUNREACH});
        case Operation::shutdown:  // shutdown(2)
            return telling({EBADF, EINVAL, ENOTCONN, ENOTSOCK, ENOBUFS});
        case Operation::close:  // close(2): the handle is gone, and nobody could do anything
            return {{EBADF, Must::be_skipped},
                    {EINTR, Must::be_skipped},
                    {EIO, Must::be_skipped},
                    {ENOSPC, Must::be_skipped},
                    {EDQUOT, Must::be_skipped}};
        case Operation::wait:  // poll(2), epoll_wait(2)
            return interrupted + telling({EFAULT, EINVAL, ENOMEM, EBADF});
        case Operation::watch:  // epoll_ctl(2)
            return telling({EBADF, EEXIST, EINVAL, ELOOP, ENOENT, ENOMEM, ENOSPC, EPERM});
        case Operation::set_option:  // setsockopt(2), socket(7)
        case Operation::get_option:
            return telling({EBADF, EFAULT, EINVAL, ENOPROTOOPT, ENOTSOCK, ENOMEM, EPERM, EDOM});
        case Operation::set_mode:  // fcntl(2), F_GETFL and F_SETFL
            return telling({EBADF, EPERM, EINVAL});
        case Operation::local_name:  // getsockname(2), getpeername(2)
        case Operation::peer_name:
            return telling({EBADF, EFAULT, EINVAL, ENOBUFS, ENOTSOCK, ENOTCONN});
        case Operation::resolve:  // getaddrinfo(3): EAI_SYSTEM and EAI_MEMORY as errno, the rest
                                  // as what is_unknown_host() makes of it
            return interrupted +
                   telling({ENOMEM, EMFILE, EIO, static_cast<int>(loopback::Errc::host_not_found),
                            static_cast<int>(loopback::Errc::resolver_failed)});
    }
    return {};
}

}  // namespace torture
