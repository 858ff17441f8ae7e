/// Files on their way in and out: uploads, downloads, and what the server does with files by
/// itself. The rules are numbered in `docs/spec/files.md`.
@NullMarked
package io.tsubame.application.file;

import org.jspecify.annotations.NullMarked;
