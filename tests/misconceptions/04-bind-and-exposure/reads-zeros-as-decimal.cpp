// Misconception: zeros in front of a number do not count
// Caught by: 4.6
// Cause: octal to some programs and decimal to others

#include "exercise.hpp"

#include <string>

Endpoint door(std::string_view host, Port port) {
    std::string text;
    for (std::size_t i = 0; i < host.size(); ++i) {
        const bool starts = i == 0 || host[i - 1] == '.';
        const bool goes_on = i + 1 < host.size() && host[i + 1] >= '0' && host[i + 1] <= '9';
        if (!(starts && host[i] == '0' && goes_on)) text += host[i];
    }
    return {parse_address(host.find('.') < 4 ? text : std::string(host)), port};
}
