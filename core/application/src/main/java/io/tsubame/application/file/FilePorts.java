package io.tsubame.application.file;

import io.tsubame.application.blob.BlobStore;

/// What the use cases about files stand on.
///
/// @param portraits draws what people send of themselves
/// @param scanned whether files are looked through for dangers before anybody gets them
public record FilePorts(
    BlobStore blobs,
    ContentTypes types,
    PreviewMaker portraits,
    FileLimits limits,
    boolean scanned) {}
