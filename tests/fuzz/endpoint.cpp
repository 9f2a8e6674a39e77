// parse_endpoint against a reader made of the C library's parts.

#include "loopback/endpoint.hpp"

#include "fuzz.hpp"
#include "system_oracle.hpp"

using namespace loopback;
using fuzz::must;

namespace {

std::optional<Endpoint> endpoint_by_system(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == text.npos) return std::nullopt;
    const std::string_view port_text = text.substr(colon + 1);
    const auto port = fuzz::whole_number<std::uint16_t>(port_text);
    if (!port || port_text.size() > 5) return std::nullopt;
    std::string_view host = text.substr(0, colon);
    const bool bracketed = host.size() >= 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    const auto address = fuzz::address_by_system(host);
    if (!address || bracketed != (address->family() == Family::ipv6)) return std::nullopt;
    return Endpoint{*address, Port(*port)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    std::error_code error = std::make_error_code(std::errc::io_error);  // of an earlier call
    const Endpoint endpoint = parse_endpoint(text, error);

    const auto systems = endpoint_by_system(text);
    must(!error == systems.has_value(), "address, colon, port: an endpoint, and nothing else is");
    must(endpoint == systems.value_or(Endpoint{}), "it has the address and the port of the text");
    must(!error || error == Errc::bad_endpoint || error == Errc::bad_address ||
             error == Errc::bad_port,
         "what is no endpoint says what is wrong with it");

    std::string words;
    const auto thrown = fuzz::error_thrown_by([&] { return parse_endpoint(text); }, words);
    must(thrown == error, "both forms say the same");
    must(fuzz::is_harmless(words), "an error quotes what was given without its control characters");
    if (error) return 0;

    std::error_code again;
    must(parse_endpoint(to_string(endpoint), again) == endpoint && !again,
         "an endpoint that is written reads back");
    return 0;
}
