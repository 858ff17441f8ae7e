/// The web client's files, as the build packed them, at the root of the server.
@NullMarked
package io.tsubame.api.web;

import org.jspecify.annotations.NullMarked;
