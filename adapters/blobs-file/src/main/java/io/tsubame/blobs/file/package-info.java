/// The blob store in a directory of this machine.
///
/// ```
/// secret                          with which URLs are signed
/// blobs/20260401/k3v9…            bytes that are there as a whole
/// incoming/20260401-k3v9…/        an upload:
///   begun                           when, in milliseconds
///   data                            the bytes, each part at its place
///   1-9f86d0…                       empty: part 1 is there, with this checksum
/// incoming/put-…                  what the server itself is just writing
/// ```
///
/// A part's mark is made when its bytes are on the disk, and the whole is moved to its place when
/// all marks are there. So whatever ends the process leaves an upload that goes on.
@NullMarked
package io.tsubame.blobs.file;

import org.jspecify.annotations.NullMarked;
