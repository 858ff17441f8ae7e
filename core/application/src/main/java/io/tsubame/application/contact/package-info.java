/// Use cases between two accounts: contacts and direct rooms.
@NullMarked
package io.tsubame.application.contact;

import org.jspecify.annotations.NullMarked;
