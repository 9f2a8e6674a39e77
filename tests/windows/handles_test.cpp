// No child process holds a socket of ours, whatever else it inherits.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "loopback/loopback.hpp"

using namespace loopback;

namespace {

constexpr const char* variable = "LOOPBACK_TEST_HANDLE";

bool is_socket(SOCKET handle) {
    sockaddr_storage address{};
    int size = sizeof address;
    return ::getsockname(handle, reinterpret_cast<sockaddr*>(&address), &size) == 0;
}

/// Whether a child that inherits all that can be inherited has this handle.
bool child_has(NativeHandle handle) {
    ::SetEnvironmentVariableA(variable, std::to_string(handle).c_str());
    char self[MAX_PATH];
    ::GetModuleFileNameA(nullptr, self, sizeof self);
    std::string line =
        '"' + std::string(self) + "\" --test-case=\"(child)*\" --no-skip --no-intro=1";
    STARTUPINFOA start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION process{};
    REQUIRE(::CreateProcessA(nullptr, line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr,
                             &start, &process) != 0);
    ::WaitForSingleObject(process.hProcess, 20'000);
    DWORD status = 99;
    ::GetExitCodeProcess(process.hProcess, &status);
    ::CloseHandle(process.hThread);
    ::CloseHandle(process.hProcess);
    REQUIRE((status == 40 || status == 41));
    return status == 41;
}

}  // namespace

TEST_CASE("(child) tells by its exit status whether it has a handle" * doctest::skip()) {
    const auto probe = UdpSocket::bind({loopback_v4, 0});  // starts Winsock
    const char* text = std::getenv(variable);
    REQUIRE(text != nullptr);
    std::_Exit(is_socket(static_cast<SOCKET>(std::strtoull(text, nullptr, 10))) ? 41 : 40);
}

TEST_CASE("a child inherits no listener, no stream, no accepted stream and no datagram socket") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto client = TcpStream::connect(listener.local_endpoint());
    auto server = std::move(listener.accept().stream);
    auto udp = UdpSocket::bind({loopback_v4, 0});
    for (const NativeHandle handle : {listener.native_handle(), client.native_handle(),
                                      server.native_handle(), udp.native_handle()}) {
        DWORD flags = HANDLE_FLAG_INHERIT;
        CHECK(::GetHandleInformation(reinterpret_cast<HANDLE>(handle), &flags) != 0);
        CHECK((flags & HANDLE_FLAG_INHERIT) == 0);
        CHECK_FALSE(child_has(handle));
    }
    // This test can fail: a handle that may be inherited is.
    ::SetHandleInformation(reinterpret_cast<HANDLE>(udp.native_handle()), HANDLE_FLAG_INHERIT,
                           HANDLE_FLAG_INHERIT);
    CHECK(child_has(udp.native_handle()));
}
