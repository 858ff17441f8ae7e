package io.tsubame.views.hbase;

/// What the views on HBase have done since they were opened.
///
/// @param calls that were made, each after its kind counted once, however HBase's client repeats it
/// @param failures of these
/// @param refused calls that were not made, because HBase did not answer others
/// @param shared reads that got the answer to another one
/// @param batches that were written
/// @param repeats of writes, because somebody else had written for the shard
/// @param mended batches whose rows were written again, for want of knowing whether they are there
/// @param open whether calls are refused now
public record HBaseViewNumbers(
    long calls,
    long failures,
    long refused,
    long shared,
    long batches,
    long repeats,
    long mended,
    boolean open) {}
