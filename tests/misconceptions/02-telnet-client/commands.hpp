#pragma once

// What the solution's decoder knows by name, for decoders that are wrong elsewhere.

enum State { text, after_cr, command, option, subnegotiation, command_in_subnegotiation };

inline constexpr unsigned char se = 240, sb = 250, will = 251, wont = 252, please_do = 253,
                               dont = 254, iac = 255;
