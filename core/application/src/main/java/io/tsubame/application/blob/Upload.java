package io.tsubame.application.blob;

import io.tsubame.domain.BlobKey;

/// An upload that was begun.
///
/// @param name by which the store knows it, at most 2,000 characters; may be empty
public record Upload(BlobKey key, String name, Layout layout) {}
