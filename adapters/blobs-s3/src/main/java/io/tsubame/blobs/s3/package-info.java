/// The blob store in S3-compatible storage: a bucket of its own, in which the names of bytes are
/// the keys of objects. Clients bring and fetch bytes past this process, by URLs that the storage
/// checks itself.
///
/// An upload of one part is one PUT, which the storage takes only while there is no such object; of
/// several parts it is a multipart upload. What browsers need of the bucket is in
/// `docs/ops/storage.md`.
@NullMarked
package io.tsubame.blobs.s3;

import org.jspecify.annotations.NullMarked;
