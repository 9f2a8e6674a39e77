#pragma once

#include "loopback/tcp_listener.hpp"
#include "loopback/tcp_stream.hpp"
