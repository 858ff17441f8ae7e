/// The operator's door below `/v1/admin`: for the command line of the same machine, which shows the
/// secret that the server wrote into its data directory.
@NullMarked
package io.tsubame.api.admin;

import org.jspecify.annotations.NullMarked;
