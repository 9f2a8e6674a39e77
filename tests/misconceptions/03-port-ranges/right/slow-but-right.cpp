// Another way: a loop over all ports of the range, and an exception that is no std::exception
// Contract: If the system gives none, throws an exception:

#include "exercise.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

Claimed claim_free() {
    std::error_code error;
    Claimed claimed;
    for (int tries = 0; tries < 3 && !claimed.listener.is_open(); ++tries) {
        claimed.listener = TcpListener::bind({loopback_v4, 0}, error);
    }
    if (error) throw error;  // no std::exception
    claimed.port = claimed.listener.local_endpoint().port;
    return claimed;
}

bool may_collide(Port port, EphemeralRange range) {
    std::vector<int> all;
    for (int number = range.first.number(); number <= range.last.number(); ++number) {
        all.push_back(number);
    }
    return std::count(all.begin(), all.end(), int{port.number()}) == 1;
}
