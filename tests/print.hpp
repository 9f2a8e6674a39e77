#pragma once

// How doctest shows this library's values when a check fails.
#include <ostream>
#include <string>
#include <system_error>

#include <doctest/doctest.h>

#include "loopback/endpoint.hpp"

namespace doctest {

template <>
struct StringMaker<loopback::Port> {
    static String convert(loopback::Port port) { return to_string(port).c_str(); }
};

template <>
struct StringMaker<loopback::IpAddress> {
    static String convert(const loopback::IpAddress& address) { return to_string(address).c_str(); }
};

template <>
struct StringMaker<loopback::Endpoint> {
    static String convert(const loopback::Endpoint& endpoint) {
        return to_string(endpoint).c_str();
    }
};

template <>
struct StringMaker<std::error_code> {
    static String convert(const std::error_code& error) {
        return (std::to_string(error.value()) + " (" + error.message() + ")").c_str();
    }
};

}  // namespace doctest
