// parse_port against std::from_chars.

#include "loopback/port.hpp"

#include "fuzz.hpp"
#include "system_oracle.hpp"

using namespace loopback;
using fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    std::error_code error = std::make_error_code(std::errc::io_error);  // of an earlier call
    const Port port = parse_port(text, error);

    const auto number = fuzz::whole_number<std::uint16_t>(text);
    must(!error == (number && size <= 5), "a port is up to five digits, and 65535 at most");
    must(port.number() == (error ? 0 : number.value_or(0)), "the number is that of from_chars");
    must(!error || error == Errc::bad_port, "what is no port is bad_port");

    std::string words;
    const auto thrown = fuzz::error_thrown_by([&] { return parse_port(text); }, words);
    must(thrown == error, "both forms say the same");
    must(fuzz::is_harmless(words), "an error quotes what was given without its control characters");
    if (error) return 0;

    std::error_code again;
    must(parse_port(to_string(port), again) == port && !again, "a port that is written reads back");
    const int ranges =
        system_ports.contains(port) + user_ports.contains(port) + dynamic_ports.contains(port);
    must(ranges == 1, "a port is in one range of the IANA");
    return 0;
}
