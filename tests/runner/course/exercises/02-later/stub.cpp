#include "02-later/exercise.hpp"

#include "records.hpp"

int answer() { throw Unwritten(); }

int twice(int) { throw Unwritten(); }
