#include "course/context.hpp"

#include <cstdlib>

#include "loopback/port.hpp"
#include "system/platform.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

std::filesystem::path folder_in(const char* variable) {
    const auto value = platform::variable(variable);
    if (!value || value->empty())
        throw Trouble{Status::setup_missing, std::string(messages::start_by_launcher)};
    return platform::path_of(*value);
}

double time_scale_in(const std::string& text) {
    const bool number = !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos;
    const double scale = number ? std::strtod(text.c_str(), nullptr) : 0;
    if (scale >= 0.1 && scale <= 1000) return scale;
    throw Trouble{Status::wrong_usage,
                  fill(messages::bad_time_scale, {shortened(harmless(text), 40)})};
}

std::uint16_t port_in(const std::string& text) {
    std::error_code error;
    const loopback::Port port = loopback::parse_port(text, error);
    if (!error) return port.number();
    throw Trouble{Status::wrong_usage, fill(messages::bad_port, {shortened(harmless(text), 40)})};
}

}  // namespace

std::filesystem::path Context::program(const std::string& name) const {
    return build / "bin" / platform::executable(name);
}

Context Context::printing_to(Printer& other) const {
    Context result{course, build, other};
    result.plain = plain;
    result.time_scale = time_scale;
    result.port = port;
    result.port_of_user = port_of_user;
    return result;
}

Context make_context(Printer& printer, bool plain) {
    const std::filesystem::path root = folder_in("LOOPBACK_ROOT");
    Context context{discover(root), folder_in("LOOPBACK_BUILD"), printer};
    context.plain = plain;
    if (const auto text = platform::variable("LOOPBACK_TIME_SCALE"))
        context.time_scale = time_scale_in(*text);
    if (const auto text = platform::variable("LOOPBACK_PORT")) context.port = port_in(*text);
    context.port_of_user = platform::variable("LOOPBACK_PORT_FROM") == "user";
    return context;
}

}  // namespace runner
