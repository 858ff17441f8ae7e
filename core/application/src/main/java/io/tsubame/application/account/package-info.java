/// Use cases of accounts that take more than one command: registering, addresses, credentials.
@NullMarked
package io.tsubame.application.account;

import org.jspecify.annotations.NullMarked;
