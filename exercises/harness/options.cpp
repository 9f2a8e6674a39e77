#include "harness/options.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "harness/platform.hpp"
#include "harness/verdict.hpp"

namespace harness {
namespace {

double time_scale_from_environment() noexcept {
    const char* text = std::getenv("LOOPBACK_TIME_SCALE");
    if (text == nullptr) return 1;
    char* end = nullptr;
    const double scale = std::strtod(text, &end);
    const bool good = end != text && *end == '\0' && scale >= 0.1 && scale <= 1000;
    return good ? scale : 1;  // the runner has complained already
}

}  // namespace

Options& options() noexcept {
    static Options the_options;
    return the_options;
}

bool read_options(int argc, char** argv) {
    Options& read = options();
    read.time_scale = time_scale_from_environment();
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const bool more = i + 1 < argc;
        if (word == "--list") {
            read.list = true;
        } else if (word == "--trace") {
            read.trace = true;
        } else if (word == "--debug") {
            read.debug = true;
        } else if (word == "--check" && more) {
            read.check = argv[++i];
        } else if (word == "--proof" && more) {
            prove_verdicts_by(platform::read_all_of(argv[++i]));
        } else if (word == "--records" && more && platform::send_records_to(argv[i + 1])) {
            read.is_judged = true;
            ++i;
        } else {
            std::fprintf(stderr, "%s: cannot make sense of \"%s\"\n", argv[0], argv[i]);
            return false;
        }
    }
    if (read.list || !read.check.empty()) return true;
    std::fprintf(stderr,
                 "usage: %s --list\n"
                 "       %s --check ID [--records N] [--trace] [--debug]\n",
                 argv[0], argv[0]);
    return false;
}

std::chrono::milliseconds scaled(std::chrono::milliseconds time) noexcept {
    return std::chrono::milliseconds(
        static_cast<long long>(static_cast<double>(time.count()) * options().time_scale));
}

}  // namespace harness
