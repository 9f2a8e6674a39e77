# An answer as learners would hand it in: with the functions of the solution that it does not write.
#   awk -f whole.awk ANSWER SOLUTION
function defined_in(line) { # the name of the function that starts here
    if (line !~ /^[A-Za-z].*\(.*[{},]$/) return ""
    sub(/\(.*/, "", line)
    sub(/.*[ *&]/, "", line)
    return line
}
NR == FNR {
    if (defined_in($0) != "") written[defined_in($0)]
    # Headers of the exercise, and of answers, are in the solution, or what they have is.
    if ($0 !~ /^#include "(\.\.\/)?[a-z_]+\.hpp"/) answer = answer $0 "\n"
    next
}
defined_in($0) in written { leaving_out = 1 }
!leaving_out
/^}/ || /^[A-Za-z].*}$/ { leaving_out = 0 }
END { printf "%s", answer }
