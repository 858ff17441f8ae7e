/// The view store on HBase, which several processes read and write at once.
///
/// **Tables.** One HBase table for each generation of the views, `PREFIX-views-N`, with one column
/// family `v`; and `PREFIX-current`, whose one row says which generation is in use. A row of the
/// views is `salt (1 byte) table (1 byte) key` → the value, under an empty qualifier; see
/// [RowKeys].
///
/// **Batches.** HBase changes one row at once and no more. So a batch is written twice: first as a
/// whole into the row of its shard, `salt 0 shard`, together with the checkpoint, and only where
/// nobody has written that row meanwhile; then row by row. Whoever finds the first without the
/// second does the second again, and that changes nothing that is newer. The row of a shard holds
/// `c` (version of the last batch, and what its journal is), `j` and a number (the journal, in
/// pieces), `m` (the version up to which the rows are there), and `p` and a name (checkpoints).
///
/// **Time.** The version of a batch is the timestamp of its cells. Each is greater than the one
/// before, whatever the clocks say.
///
/// The rules and the argument are in `docs/spec/view-store-hbase.md`.
@NullMarked
package io.tsubame.views.hbase;

import org.jspecify.annotations.NullMarked;
