/// The relation of two accounts: request, acceptance, and the direct room.
@NullMarked
package io.tsubame.domain.contact;

import org.jspecify.annotations.NullMarked;
