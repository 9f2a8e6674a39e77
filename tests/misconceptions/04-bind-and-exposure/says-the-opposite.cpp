// Misconception: reach() says who cannot come
// Caught by: 4.1
// Cause: leads back to this machine
// Also: 4.2 4.3

#include "exercise.hpp"

Reach reach(IpAddress address) {
    return address.is_loopback() ? Reach::anyone : Reach::this_machine;
}
