/// Reads the export of a Slack workspace, a zip that anybody may have made, and writes it in
/// Tsubame's own terms. Everything is checked before the first thing of it is used. Rules:
/// `docs/spec/import-slack.md`.
@NullMarked
package io.tsubame.imports.slack;

import org.jspecify.annotations.NullMarked;
