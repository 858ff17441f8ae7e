# Condenses Maven's output; see run_maven in lib.sh.

function number_after(label) {
  return match($0, label ": [0-9]+") ? substr($0, RSTART + length(label) + 2, RLENGTH - length(label) - 2) + 0 : 0
}

{ gsub(/\033\[[0-9;]*m/, "") }

# Advice of Maven's own that says nothing about the fault.
/^\[ERROR\] *$/ || /\[Help [0-9]+\] http/ || /Re-run Maven|To see the full stack trace/ { next }
/For more information about the errors|After correcting the problems|mvn <args> -rf/ { next }
/^WARNING: .*sun\.misc\.Unsafe|^WARNING: Please consider reporting/ { next }

/^\[INFO\] Building Tsubame :: / { sub(/^\[INFO\] Building Tsubame :: /, ""); print "  " $1; fflush(); next }

# The closing line of a module has no class name and no time.
/Tests run: [0-9]+/ && !/Time elapsed|-- in / {
  sub(/^\[[A-Z]+\] /, "")
  print "  " $0
  run += number_after("Tests run"); failures += number_after("Failures")
  errors += number_after("Errors"); skipped += number_after("Skipped")
  fflush()
  next
}

# An error goes on in the lines below it, such as the violations of a rule; the log has the rest.
/^\[ERROR\]/ { more = shown[$0]++ ? 0 : 12; if (more) { print; fflush() } next }
/^\[WARNING\]/ { more = 0; if (!shown[$0]++) { print; fflush() } next }
/^\[/ { more = 0; next }
more > 0 && NF { more--; print "    " substr($0, 1, 300); fflush() }

END {
  if (run) printf "%s in all: Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", step, run, failures, errors, skipped
}
