// A fuzzer's corpus by itself, in every build and by every compiler: each entry once.

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "environment.hpp"
#include "fuzz.hpp"

namespace {

void replay(const std::string& entry) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(entry.data()), entry.size());
}

}  // namespace

TEST_CASE("every entry of the corpus holds, and each beginning of it") {
    std::size_t entries = 0;
    for (const auto& file : std::filesystem::directory_iterator(tests::folder_from("CORPUS"))) {
        CAPTURE(file.path());
        std::ifstream stream(file.path(), std::ios::binary);
        const std::string entry{std::istreambuf_iterator<char>(stream), {}};
        replay(entry);
        for (std::size_t size = 0; size < entry.size() && size < 64; ++size) {
            replay(entry.substr(0, size));
        }
        ++entries;
    }
    CHECK(entries > 0);
}
