// Linux: the words of an error can be made those of another language, as setlocale(3) does where
// that language is installed. error_code::message() asks the C library for them.

#include <dlfcn.h>
#include <atomic>
#include <cstdio>
#include <cstring>

namespace harness::platform {
namespace {

std::atomic<bool> in_another_language{false};

template <class Function, class... Arguments>
char* words_of(const char* name, Function, int error, Arguments... more) noexcept {
    static thread_local char words[64];
    if (!in_another_language) {
        return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name))(error, more...);
    }
    std::snprintf(words, sizeof words, "la eraro numero %d", error);
    return words;
}

}  // namespace

bool speak_another_language(bool on) noexcept {
    in_another_language = on;
    return true;
}

}  // namespace harness::platform

extern "C" {

char* strerror(int error) noexcept {
    return harness::platform::words_of("strerror", &strerror, error);
}
char* strerror_l(int error, locale_t where) noexcept {
    return harness::platform::words_of("strerror_l", &strerror_l, error, where);
}

}  // extern "C"
