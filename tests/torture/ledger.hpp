#pragma once

#include <cstddef>

namespace torture {

/// What this process holds: descriptors (Linux, /proc/self/fd), and blocks from operator new.
struct Holdings {
    std::size_t handles = 0;
    long blocks = 0;
    bool operator==(const Holdings&) const = default;
};
Holdings holdings();

/// How many blocks were asked for, in all.
long allocations();
/// Makes the `nth` allocation of this thread from now on fail; 0: none.
void fail_allocation(long nth);
/// Whether that has happened.
bool allocation_failed();

/// How many lists of getaddrinfo were not given back.
long open_lookups();

}  // namespace torture
