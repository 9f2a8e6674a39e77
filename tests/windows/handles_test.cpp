// No child process holds a socket of ours, whatever else it inherits.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "loopback/loopback.hpp"

using namespace loopback;

namespace {

constexpr const char* variable = "LOOPBACK_TEST_HANDLE";

/// The port of a socket, 0 if that handle is none. Handles' numbers are used again in a child,
/// ports are not.
int port_of(SOCKET handle) {
    sockaddr_in address{};
    int size = sizeof address;
    const int result = ::getsockname(handle, reinterpret_cast<sockaddr*>(&address), &size);
    return result == 0 ? ntohs(address.sin_port) : 0;
}

/// Whether a child that inherits all that can be inherited has this handle.
bool child_has(NativeHandle handle) {
    const std::string wanted = std::to_string(handle) + ' ' + std::to_string(port_of(handle));
    ::SetEnvironmentVariableA(variable, wanted.c_str());
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
    char* rest = nullptr;
    const auto handle = static_cast<SOCKET>(std::strtoull(text, &rest, 10));
    std::_Exit(port_of(handle) == std::strtol(rest, nullptr, 10) ? 41 : 40);
}

TEST_CASE("regression 14: a child inherits no listener, no stream and no datagram socket") {
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
