// The one file of the runner that asks which platform it is compiled for.

#include "system/platform.hpp"

#include "system/confine.hpp"

#ifdef _WIN32
#include "system/platform_windows.ipp"

#include "system/platform_windows_console.ipp"
#else
#include "system/platform_posix_signals.ipp"

#include "system/platform_posix.ipp"

#include "system/platform_posix_console.ipp"
#include "system/platform_posix_files.ipp"
#endif
#ifdef __linux__
#include "system/platform_confine_linux.ipp"
#else
#include "system/platform_confine_none.ipp"
#endif

namespace runner::platform {

unsigned processors() { return std::max(1U, std::thread::hardware_concurrency()); }

std::string text_of(const std::filesystem::path& path) {
    const std::u8string text = path.generic_u8string();
    return {text.begin(), text.end()};
}

std::filesystem::path path_of(std::string_view text) {
    return std::filesystem::path(std::u8string(text.begin(), text.end()));
}

}  // namespace runner::platform
