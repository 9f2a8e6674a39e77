#pragma once

namespace loopback {

/// The line of a program that calls this library: told in errors and to observers.
///
/// Every function takes it as its last argument and fills it in by itself. (The standard's
/// `std::source_location` is not there yet with every compiler that has the rest of C++20.) A
/// function of your own that hands it on is told by the line that calls it:
///
///     const auto greet = [](TcpStream& stream, Caller caller = Caller::here()) {
///         stream.send_all("welcome\n", forever, caller);
///     };
///     greet(client);
struct Caller {
    const char* file = "";  ///< as the compiler was given it
    unsigned line = 0;      ///< counted from 1; 0 where it is not known

    /// The line where it is written; as a default argument, the line of the call.
    [[nodiscard]] static constexpr Caller here(const char* file = __builtin_FILE(),
                                               unsigned line = __builtin_LINE()) noexcept {
        return {file, line};
    }
};

}  // namespace loopback
